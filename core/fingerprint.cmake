# A source file with the hash of everything that `core` is made of: -DFROM=<core> -DTO=<file>.
file(GLOB_RECURSE sources RELATIVE ${FROM} ${FROM}/*.cpp ${FROM}/*.h)
list(FILTER sources EXCLUDE REGEX "^(io|archive)/")
list(SORT sources)
foreach(source IN LISTS sources)
  file(SHA256 ${FROM}/${source} hash)
  string(APPEND all "${source} ${hash}\n")
endforeach()
string(SHA256 fingerprint "${all}")
string(SUBSTRING ${fingerprint} 0 32 fingerprint)
file(WRITE ${TO} "// Made by core/fingerprint.cmake.
#include \"rollout/observation_record.h\"

namespace rollout {

QByteArray rulesFingerprint()
{
    return QByteArrayLiteral(\"${fingerprint}\");
}

} // namespace rollout
")
