// Writes the SDK of a language for a schema: `go run . <schema.json> <language> <folder>`. Languages: python, go, nodejs. `go run . host`
// is a language host that generates Node programs.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "host" {
		fail(serveProgramHost())
	}
	if len(os.Args) != 4 {
		fail(fmt.Errorf("usage: codegen <schema.json> <language> <folder>"))
	}
	pkg, err := read(os.Args[1])
	if err != nil {
		fail(err)
	}
	files, err := generate(pkg, os.Args[2])
	if err != nil {
		fail(err)
	}
	for name, content := range files {
		if err := write(filepath.Join(os.Args[3], name), content); err != nil {
			fail(err)
		}
	}
}

func read(path string) (*schema.Package, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	return schema.ImportSpec(spec, nil, schema.NewNullLoader(), schema.ValidationOptions{})
}

func generate(pkg *schema.Package, language string) (map[string][]byte, error) {
	const tool = "the Pulumi SDK generator"
	switch language {
	case "python":
		return python.GeneratePackage(tool, pkg, nil, nil)
	case "go":
		return gogen.GeneratePackage(tool, pkg, nil)
	case "nodejs":
		// The schema names the classes of the npm package, which code of `pulumi import` uses; an SDK is a package of its own.
		pkg.Language[language] = json.RawMessage(`{"respectSchemaVersion": true, "packageName": "connect-data-tables-sdk"}`)
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, nil)
	}
	return nil, fmt.Errorf("there is no generator for %q; there are python, go and nodejs", language)
}

func write(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
