package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A floor plan is not sent with each picture of the line, but had once from an address of this site.
func TestTheFloorPlanIsServedOnce(t *testing.T) {
	server, _, file := served(t, small)
	plan := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 25"><rect width="40" height="25" fill="#ffffff"/></svg>`
	if err := os.WriteFile(filepath.Join(filepath.Dir(file), "hall.svg"), []byte(plan), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(small+"\n[layout]\nbackground = \"hall.svg\"\nmetres = [40, 25]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, text, header := post(t, server.URL+"/stream", map[string]any{"Width": 640, "Height": 360})
	linked := regexp.MustCompile(`href="(/floor/[0-9a-f]{64})"`)
	address := linked.FindStringSubmatch(text)
	for end := time.Now().Add(20 * time.Second); code == 200 && address == nil && time.Now().Before(end); { // until the line can be drawn
		time.Sleep(20 * time.Millisecond)
		code, text, _ = post(t, server.URL+"/stream", map[string]any{"Session": header.Get("X-Session"), "Width": 640, "Height": 360})
		address = linked.FindStringSubmatch(text)
	}
	if code != 200 || address == nil || strings.Contains(text, "data:") {
		t.Fatalf("%d, want the address of the floor plan", code)
	}
	code, data, header := get(t, server.URL+address[1])
	if code != 200 || header.Get("Content-Type") != "image/png" || !strings.HasPrefix(data, "\x89PNG") || !strings.Contains(header.Get("Cache-Control"), "immutable") {
		t.Errorf("%d %v, want a picture that is kept", code, header)
	}
	if code, _, _ := get(t, server.URL+"/floor/"+strings.Repeat("0", 64)); code != 404 {
		t.Errorf("%d, want 404 of a picture that is not there", code)
	}
}
