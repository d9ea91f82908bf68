package gfx

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var (
	paper = Color{0xFF, 0xFF, 0xFF, 0xFF}
	green = Color{0x00, 0x9E, 0x73, 0xFF}
)

// record films a circle that moves and turns green.
func record(t *testing.T, m Movie, w, h, frames int) {
	t.Helper()
	for i := range frames {
		var l List
		l.Rect(paper, 0, 0, 200, 100)
		c := red
		if i > 1 {
			c = green
		}
		l.Circle(c, 20+10*float32(i), 50, 12)
		if err := m.Frame(Raster(&l, w, h, 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestGIFIsReadBackAsItWas(t *testing.T) {
	var first, second bytes.Buffer
	var later List // green comes only later, so the palette has to be told
	later.Circle(green, 50, 50, 12)
	later.Circle(red, 90, 50, 12)
	like := Raster(&later, 200, 100, 1)
	record(t, NewGIF(&first, 25, like), 200, 100, 5)
	record(t, NewGIF(&second, 25, like), 200, 100, 5)
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same frames give other bytes")
	}
	g, err := gif.DecodeAll(&first)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Image) != 5 || g.Config.Width != 200 || g.Config.Height != 100 || g.Delay[0] != 4 || g.LoopCount != 0 {
		t.Fatalf("%d frames of %dx%d, delay %d, loops %d", len(g.Image), g.Config.Width, g.Config.Height, g.Delay[0], g.LoopCount)
	}
	screen := image.NewRGBA(image.Rect(0, 0, 200, 100))
	for i, f := range g.Image {
		if part := f.Rect.Dx() * f.Rect.Dy(); i > 0 && part > 36*26 {
			t.Errorf("frame %d: %v is written, want only what differs", i, f.Rect)
		}
		for y := f.Rect.Min.Y; y < f.Rect.Max.Y; y++ {
			for x := f.Rect.Min.X; x < f.Rect.Max.X; x++ {
				if f.ColorIndexAt(x, y) != clearIndex {
					screen.Set(x, y, f.At(x, y))
				}
			}
		}
		want := red
		if i > 1 {
			want = green
		}
		if got := at(screen, 20+10*i, 50); got != want {
			t.Errorf("frame %d: %v in the circle, want %v", i, got, want)
		}
		if got := at(screen, 2+10*i, 50); got != paper {
			t.Errorf("frame %d: %v behind the circle, want paper", i, got)
		}
	}
}

func TestStillFrameOfGIFIsSmall(t *testing.T) {
	var b bytes.Buffer
	m := NewGIF(&b, 25)
	img := Raster(still(), 320, 200, 1)
	if err := m.Frame(img); err != nil {
		t.Fatal(err)
	}
	before := b.Len()
	if err := m.Frame(img); err != nil {
		t.Fatal(err)
	}
	if n := b.Len() - before; n > 40 {
		t.Errorf("%d bytes for a frame like the last, want at most 40", n)
	}
}

func TestPaletteOfManyColoursIsNear(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 256, 256))
	for i := range 256 * 256 {
		copy(img.Pix[4*i:], []uint8{uint8(i), uint8(i >> 8), uint8(255 - i/256), 255})
	}
	p := paletteOf([]*image.RGBA{img, Raster(still(), 320, 200, 1)})
	if p.used > clearIndex {
		t.Fatalf("%d colours, want room for the clear one", p.used)
	}
	index := make([]uint8, 256*256)
	p.index(index, img)
	sum := 0
	for i, k := range index {
		c := p.colors[k]
		sum += max(int(c.R)-int(img.Pix[4*i]), int(img.Pix[4*i])-int(c.R))
	}
	if mean := float64(sum) / 65536; mean > 12 {
		t.Errorf("red is %.1f off in the mean, want at most 12", mean)
	}
	if page := (Color{0xF5, 0xF7, 0xF9, 0xFF}); p.colors[0] != page {
		t.Errorf("the first colour is %v, want the most frequent", p.colors[0])
	}
}

func TestRecordingsRefuseWhatTheyCannotWrite(t *testing.T) {
	if err := NewGIF(io.Discard, 25).Close(); !errors.Is(err, errNoFrames) {
		t.Errorf("no frames: %v", err)
	}
	m := NewGIF(io.Discard, 25)
	if err := m.Frame(image.NewRGBA(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	if err := m.Frame(image.NewRGBA(image.Rect(0, 0, 10, 10))); err == nil || !strings.Contains(err.Error(), "want 20x10 pixels as the first, have 10x10") {
		t.Errorf("another size: %v", err)
	}
	if err := m.Frame(image.NewRGBA(image.Rectangle{})); err == nil || !strings.Contains(err.Error(), "have 0x0") {
		t.Errorf("nothing: %v", err)
	}
	if err := NewGIF(broken{}, 25).Frame(image.NewRGBA(image.Rect(0, 0, 10, 10))); err == nil {
		t.Error("a full disk is not told")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestMP4IsAFilm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.mp4")
	m, err := NewMP4(path, 25)
	if errors.Is(err, ErrNoFFmpeg) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	record(t, m, 201, 101, 10)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) < 500 || string(data[4:8]) != "ftyp" {
		t.Errorf("%d bytes, want an MP4 file", len(data))
	}
	if out, err := exec.Command("ffprobe", "-v", "error", "-show_entries", "stream=width,height,nb_frames", "-of", "csv=p=0", path).Output(); err == nil {
		if got := strings.TrimSpace(string(out)); got != "200,100,10" {
			t.Errorf("width, height, frames: %s, want 200,100,10", got)
		}
	}
	bad, err := NewMP4(filepath.Join(t.TempDir(), "no", "folder.mp4"), 25)
	if err != nil {
		t.Fatal(err)
	}
	err = bad.Frame(image.NewRGBA(image.Rect(0, 0, 200, 100)))
	if err == nil {
		err = bad.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "No such file") {
		t.Errorf("a folder that is not there: %v", err)
	}
}
