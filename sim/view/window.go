package view

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"tweeling/sim/view/gfx"
)

// A Scene is what a window shows and tells what its user does. Places are in logical pixels of the picture.
type Scene interface {
	Advance(dt time.Duration)
	Frame(l *gfx.List, w, h float32)
	Click(x, y float32)
	Drag(x, y, dx, dy float32)
	Wheel(x, y, dy float32)
	Hover(x, y float32)
	Key(name string)
}

// Window shows a scene in a window, or on the canvas of a page, until it is closed. Update reads what the user does and moves
// the clock by the time that has passed; Draw changes nothing.
func Window(title string, s Scene) error {
	ebiten.SetWindowTitle(title)
	ebiten.SetWindowSize(1280, 720)
	ebiten.SetWindowSizeLimits(640, 360, -1, -1)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetScreenClearedEveryFrame(false) // a list fills all of it
	return opened(&game{scene: s})
}

// opened runs a game. One that has never been updated had no display.
func opened(g *game) error {
	err := ebiten.RunGame(g)
	if err != nil && g.updates == 0 {
		return fmt.Errorf("no window can be opened here (%w): it wants a display; without one --shot or view --record writes to a file, and the verb serve shows a scenario in a browser", err)
	}
	return err
}

// longest is how far the clock moves at most in one update: after a pause of the whole machine it goes on where it was.
const longest = 250 * time.Millisecond

// A game is a window onto a scene.
type game struct {
	scene   Scene
	list    gfx.List
	drawn   canvas
	scale   float64
	last    time.Time
	input   input
	updates int
}

// Update reads what the user does and moves the clock.
func (g *game) Update() error {
	g.updates++
	if q, ok := g.scene.(interface{ Over() bool }); ok && q.Over() {
		return ebiten.Termination
	}
	now := time.Now()
	if !g.last.IsZero() {
		g.scene.Advance(min(now.Sub(g.last), longest))
	}
	g.last = now
	if scale := float32(g.scale); scale > 0 {
		g.input.read(g.scene, scale)
	}
	return nil
}

// Draw shows the scene as it is now.
func (g *game) Draw(screen *ebiten.Image) {
	b := screen.Bounds()
	scale := float32(g.scale)
	g.list.Reset()
	g.scene.Frame(&g.list, float32(b.Dx())/scale, float32(b.Dy())/scale)
	g.drawn.draw(screen, &g.list, scale)
}

// LayoutF makes the picture as fine as the screen is.
func (g *game) LayoutF(w, h float64) (float64, float64) {
	g.scale = ebiten.Monitor().DeviceScaleFactor()
	return w * g.scale, h * g.scale
}

// Layout is never asked for, since there is LayoutF.
func (g *game) Layout(w, h int) (int, int) { return w, h }

// A canvas draws lists on images of the graphics card.
type canvas struct {
	mesh     gfx.Mesh
	texture  *ebiten.Image
	vertices []ebiten.Vertex
	pictures map[*image.RGBA]*ebiten.Image // those of the last list
}

// draw draws a list, a call for each run of its mesh.
func (c *canvas) draw(on *ebiten.Image, l *gfx.List, scale float32) {
	b := on.Bounds()
	c.mesh.Build(l, b.Dx(), b.Dy(), scale)
	c.send()
	if back := c.mesh.Background; back.A > 0 {
		on.Fill(color.RGBA{back.R, back.G, back.B, back.A})
	} else {
		on.Clear()
	}
	options := ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
	linear := options
	linear.Filter, linear.DisableMipmaps = ebiten.FilterLinear, true
	c.forget()
	for i := range c.mesh.Runs {
		run := &c.mesh.Runs[i]
		c.vertices = c.vertices[:0]
		for k := range run.Vertices {
			v := &run.Vertices[k]
			c.vertices = append(c.vertices, ebiten.Vertex{DstX: v.DstX, DstY: v.DstY, SrcX: v.SrcX, SrcY: v.SrcY,
				ColorR: v.ColorR, ColorG: v.ColorG, ColorB: v.ColorB, ColorA: v.ColorA})
		}
		part := on
		if run.Clip != b {
			part = on.SubImage(run.Clip).(*ebiten.Image)
		}
		if run.Picture != nil {
			part.DrawTriangles32(c.vertices, run.Indices, c.picture(run.Picture), &linear)
			continue
		}
		part.DrawTriangles32(c.vertices, run.Indices, c.texture, &options)
	}
}

// picture is the texture of a picture, which is sent once.
func (c *canvas) picture(img *image.RGBA) *ebiten.Image {
	if c.pictures[img] == nil {
		w, h, rgba := gfx.Bordered(img)
		texture := ebiten.NewImageWithOptions(image.Rect(0, 0, w, h), &ebiten.NewImageOptions{Unmanaged: true})
		texture.WritePixels(rgba)
		if c.pictures == nil {
			c.pictures = map[*image.RGBA]*ebiten.Image{}
		}
		c.pictures[img] = texture
	}
	return c.pictures[img]
}

// forget lets go of the pictures that are no longer drawn.
func (c *canvas) forget() {
	for img, texture := range c.pictures {
		if !slices.ContainsFunc(c.mesh.Runs, func(r gfx.Run) bool { return r.Picture == img }) {
			texture.Deallocate()
			delete(c.pictures, img)
		}
	}
}

// send brings the texture up to date.
func (c *canvas) send() {
	part, rgba := c.mesh.Atlas.Changed()
	if part.Empty() {
		return
	}
	side := c.mesh.Atlas.Side()
	if c.texture == nil || c.texture.Bounds().Dx() != side {
		if c.texture != nil {
			c.texture.Deallocate()
		}
		// The texture stands alone, so that nothing that changes elsewhere is sent along with it.
		c.texture = ebiten.NewImageWithOptions(image.Rect(0, 0, side, side), &ebiten.NewImageOptions{Unmanaged: true})
	}
	c.texture.SubImage(part).(*ebiten.Image).WritePixels(rgba)
}
