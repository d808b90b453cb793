// SPDX-License-Identifier: GPL-3.0-or-later

// Reads Terraform's language with the library that Terraform itself reads it with, and prints the attributes of each
// resource as JSON: {"labels": [type, name], "attributes": {…}, "blocks": [{"type", "attributes"}]}. References such as
// var.zone_id have no value here and are left out; a template that would be filled in is an error.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type block struct {
	Type       string                     `json:"type"`
	Labels     []string                   `json:"labels"`
	Attributes map[string]json.RawMessage `json:"attributes"`
	Blocks     []block                    `json:"blocks"`
}

func stop(problem interface{}) {
	fmt.Fprintln(os.Stderr, problem)
	os.Exit(1)
}

func blocksOf(body *hclsyntax.Body) []block {
	blocks := []block{}
	for _, one := range body.Blocks {
		out := block{Type: one.Type, Labels: one.Labels, Attributes: map[string]json.RawMessage{}, Blocks: blocksOf(one.Body)}
		for name, attribute := range one.Body.Attributes {
			if _, isReference := attribute.Expr.(*hclsyntax.ScopeTraversalExpr); isReference {
				continue
			}
			value, problems := attribute.Expr.Value(&hcl.EvalContext{})
			if problems.HasErrors() {
				stop(problems)
			}
			text, err := ctyjson.Marshal(value, value.Type())
			if err != nil {
				stop(err)
			}
			out.Attributes[name] = text
		}
		blocks = append(blocks, out)
	}
	return blocks
}

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		stop(err)
	}
	file, problems := hclparse.NewParser().ParseHCL(text, "records.tf")
	if problems.HasErrors() {
		stop(problems)
	}
	json.NewEncoder(os.Stdout).Encode(blocksOf(file.Body.(*hclsyntax.Body)))
}
