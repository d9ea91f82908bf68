package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"tweeling/sim/words"
)

// A viewer is the view as WebAssembly: the one that came with the program, else one that is built once with the Go of this
// machine and kept, else none, and then the page shows pictures that the program draws.
type viewer struct {
	mu   sync.Mutex
	wasm []byte // gzip
	glue []byte // the JavaScript that belongs to it
	busy bool
	said string // which it is, or why there is none
}

// now tells whether there is a viewer, whether one is being built, and which it is.
func (v *viewer) now() (ready, busy bool, said string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.wasm != nil, v.busy, v.said
}

func (v *viewer) set(wasm, glue []byte, busy bool, said string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.wasm, v.glue, v.busy, v.said = wasm, glue, busy, said
}

// refuse says why there is none.
func (v *viewer) refuse(why string) { v.set(nil, nil, false, why) }

// find looks for a viewer, and builds one when there is none.
func (v *viewer) find(ctx context.Context, w *words.Words) {
	if wasm, glue := embeddedViewer(); wasm != nil {
		v.set(wasm, glue, false, w.Say("serve.embedded"))
		return
	}
	v.set(nil, nil, true, w.Say("serve.building"))
	wasm, glue, err := builtViewer(ctx)
	if err != nil {
		v.refuse(w.Say("serve.none", err.Error()))
		return
	}
	v.set(wasm, glue, false, w.Say("serve.built"))
}

// builtViewer gives the viewer built from the source of this program, from the cache when it is there.
func builtViewer(ctx context.Context) (wasm, glue []byte, err error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, nil, err
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		return nil, nil, errors.New("there is no Go on the path")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, nil, err
	}
	name, err := sourceHash(root)
	if err != nil {
		return nil, nil, err
	}
	name = filepath.Join(cache, "tweeling", "viewer-"+name)
	if wasm, glue, ok := readViewer(name); ok {
		return wasm, glue, nil
	}
	if err := buildViewer(ctx, goTool, root, name); err != nil {
		return nil, nil, err
	}
	wasm, glue, ok := readViewer(name)
	if !ok {
		return nil, nil, errors.New("what was built cannot be read")
	}
	return wasm, glue, nil
}

func readViewer(name string) (wasm, glue []byte, ok bool) {
	wasm, err := os.ReadFile(name + ".wasm.gz")
	if err != nil {
		return nil, nil, false
	}
	glue, err = os.ReadFile(name + ".js")
	return wasm, glue, err == nil
}

// moduleRoot is where the source of this program is, when it was built on this machine and the source is still there.
func moduleRoot() (string, error) {
	_, file, _, _ := runtime.Caller(0)
	root := filepath.Dir(filepath.Dir(filepath.Dir(file)))
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || !bytes.HasPrefix(text, []byte("module tweeling\n")) {
		return "", errors.New("the source of this program is not on this machine")
	}
	return root, nil
}

// sourceHash names what a viewer is built from: the source with all that is embedded, and the version of Go.
func sourceHash(root string) (string, error) {
	hash := sha256.New()
	fmt.Fprintln(hash, runtime.Version())
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "tweeling") {
				return filepath.SkipDir
			}
			return nil
		case strings.HasSuffix(path, "_test.go") || !d.Type().IsRegular():
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".toml", ".ttf", ".mod", ".sum", ".flags":
			text, err := os.ReadFile(path)
			fmt.Fprintln(hash, path, len(text))
			hash.Write(text)
			return err
		}
		return nil
	})
	return fmt.Sprintf("%x", hash.Sum(nil))[:24], err
}

// buildViewer builds the viewer and takes away those of older sources.
func buildViewer(ctx context.Context, goTool, root, name string) error {
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(folder, "build-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	out := filepath.Join(work, "viewer.wasm")
	flags, err := viewerFlags(root)
	if err != nil {
		return err
	}
	build := exec.CommandContext(ctx, goTool, slices.Concat([]string{"build"}, flags, []string{"-o", out, "./cmd/viewer"})...)
	build.Dir = root
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(string(said)), "\n")
		return fmt.Errorf("go build: %w: %s", err, first)
	}
	env := exec.CommandContext(ctx, goTool, "env", "GOROOT")
	env.Dir = root // where the version of Go is chosen
	where, err := env.Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(where)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	wasm, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	old, _ := filepath.Glob(filepath.Join(folder, "viewer-*"))
	for _, o := range old {
		_ = os.Remove(o)
	}
	if err := keep(work, name+".js", glue); err != nil {
		return err
	}
	return keep(work, name+".wasm.gz", packed(wasm))
}

// viewerFlags are those that the viewer is built with, here as in a release.
func viewerFlags(root string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(root, "cmd", "viewer", "build.flags"))
	var flags []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			flags = append(flags, line)
		}
	}
	return flags, err
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(data) // a buffer takes all
	_ = z.Close()
	return b.Bytes()
}

// keep writes a file so that nobody ever reads half of it.
func keep(work, name string, data []byte) error {
	half := filepath.Join(work, filepath.Base(name))
	if err := os.WriteFile(half, data, 0o644); err != nil {
		return err
	}
	return os.Rename(half, name)
}
