package gfx

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// ErrNoFFmpeg says that ffmpeg, which packs MP4 files, is not on this machine.
var ErrNoFFmpeg = errors.New("MP4 needs ffmpeg, which is not on the path; GIF and PNG need nothing")

// An mp4Movie pipes frames to ffmpeg.
type mp4Movie struct {
	path      string
	perSecond float64
	size      image.Point
	cmd       *exec.Cmd
	in        io.WriteCloser
	said      bytes.Buffer
}

// NewMP4 writes a recording as an MP4 file, by ffmpeg. A file that is there is written over.
func NewMP4(path string, perSecond float64) (Movie, error) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		return nil, ErrNoFFmpeg
	}
	return &mp4Movie{path: path, perSecond: perSecond}, nil
}

// Frame adds a frame. H.264 wants even numbers of pixels: a last odd row or column is left out.
func (m *mp4Movie) Frame(img *image.RGBA) error {
	if err := sized(img, &m.size); err != nil {
		return err
	}
	if m.cmd == nil {
		if err := m.start(); err != nil {
			return err
		}
	}
	for y := range m.size.Y {
		if _, err := m.in.Write(img.Pix[y*img.Stride:][:4*m.size.X]); err != nil {
			return m.failed(err)
		}
	}
	return nil
}

func (m *mp4Movie) start() error {
	m.cmd = exec.Command("ffmpeg", "-v", "error", "-y",
		"-f", "rawvideo", "-pix_fmt", "rgba", "-s", fmt.Sprintf("%dx%d", m.size.X, m.size.Y),
		"-r", strconv.FormatFloat(m.perSecond, 'f', -1, 64), "-i", "pipe:0",
		"-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "18",
		"-movflags", "+faststart", "-f", "mp4", "file:"+m.path)
	m.cmd.Stderr = &m.said
	in, err := m.cmd.StdinPipe()
	if err != nil {
		return err
	}
	m.in = in
	return m.cmd.Start()
}

// failed says what ffmpeg said, which tells more than that its pipe broke.
func (m *mp4Movie) failed(err error) error {
	if m.cmd.ProcessState == nil {
		_ = m.in.Close()
		_ = m.cmd.Wait()
	}
	if said := strings.TrimSpace(m.said.String()); said != "" {
		last := said[strings.LastIndex(said, "\n")+1:]
		return fmt.Errorf("ffmpeg: %s", last)
	}
	return fmt.Errorf("ffmpeg: %w", err)
}

// Close waits until the file is written.
func (m *mp4Movie) Close() error {
	if m.cmd == nil {
		return errNoFrames
	}
	if m.cmd.ProcessState != nil {
		return nil // it failed before, and said so
	}
	if err := m.in.Close(); err != nil {
		return m.failed(err)
	}
	if err := m.cmd.Wait(); err != nil {
		return m.failed(err)
	}
	return nil
}
