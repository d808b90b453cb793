// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/panel_words.h"

#include <algorithm>

namespace publish {

std::span<const PanelWords> panelWords()
{
    static constexpr PanelWords all[] = {
        {"generic",
         "",
         HostForm::Short,
         {"Name/Host/Alias", "Type", "Value/Answer/Destination", "TTL",
          "Where the panel asks for the full name, add “.{zone}” to the name."},
         {"Nome/Host/Alias", "Tipo", "Valore/Risposta/Destinazione", "TTL",
          "Dove il pannello chiede il nome completo, aggiungere “.{zone}” al nome."}},
        {"aruba",
         "Aruba",
         HostForm::Full,
         {"Host", "Record", "Valore", "TTL",
          "Gestione DNS, the record's kind, Gestisci, Aggiungi, Prosegui, and at the end Salva Configurazione, without "
          "which nothing is kept. The host is the full name without a final dot. If the underscore is refused, change "
          "to the new panel or ask the support."},
         {"Host", "Record", "Valore", "TTL",
          "Gestione DNS, il tipo di record, Gestisci, Aggiungi, Prosegui e infine Salva Configurazione, senza cui "
          "nulla "
          "viene salvato. L'host è il nome completo senza punto finale. Se il trattino basso viene rifiutato, passare "
          "al nuovo pannello o rivolgersi all'assistenza."}},
        {"register",
         "Register.it",
         HostForm::Short,
         {"Name", "Type", "Value", "TTL", "The name stands without the domain, which the panel adds."},
         {"Nome", "Tipo", "Valore", "TTL", "Il nome va senza il dominio, che il pannello aggiunge."}},
        {"squarespace",
         "Squarespace",
         HostForm::Short,
         {"Host", "Type", "Data", "TTL",
          "Domains, the domain, DNS, Custom records, Add record. The host stands without the domain."},
         {"Host", "Tipo", "Dati", "TTL",
          "Domini, il dominio, DNS, Record personalizzati, Aggiungi record. L'host va senza il dominio."}},
        {"godaddy",
         "GoDaddy",
         HostForm::Short,
         {"Name", "Type", "Value", "TTL",
          "The name stands without the domain. The shortest TTL is 600 seconds (Custom)."},
         {"Nome", "Tipo", "Valore", "TTL",
          "Il nome va senza il dominio. Il TTL più breve è 600 secondi (Personalizzato)."}},
        {"ovh",
         "OVHcloud",
         HostForm::Short,
         {"Sub-domain", "Type", "Value/Target", "TTL",
          "DNS zone, Add an entry. The sub-domain stands without the domain; the target of a CNAME ends in a dot."},
         {"Sottodominio", "Tipo", "Valore/Destinazione", "TTL",
          "Zona DNS, Aggiungi un record. Il sottodominio va senza il dominio; la destinazione di un CNAME termina con "
          "un punto."}},
        {"ionos",
         "IONOS",
         HostForm::Short,
         {"Host name", "Type", "Value/Points to", "TTL", "The host name stands without the domain."},
         {"Nome host", "Tipo", "Valore/Punta a", "TTL", "Il nome host va senza il dominio."}},
        {"cloudflare",
         "Cloudflare",
         HostForm::Short,
         {"Name", "Type", "Content/Target", "TTL", "DNS, Records, Add record. Proxy status: DNS only."},
         {"Nome", "Tipo", "Contenuto/Destinazione", "TTL", "DNS, Record, Aggiungi record. Stato del proxy: solo DNS."}},
    };
    return all;
}

const PanelWords *panelWordsNamed(const QString &name)
{
    const auto all = panelWords();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&name](const PanelWords &words) { return name == QLatin1String(words.name); });
    return found == all.end() ? nullptr : &*found;
}

} // namespace publish
