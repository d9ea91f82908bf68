// Package gfx holds pictures as plain data, and draws them.
//
// A [List] is one picture: a flat slice of operations over one arena of points. Whoever draws calls [List.Fill],
// [List.Stroke], [List.Text] and their shorthands in the order of painting, from back to front. Nothing is drawn while a
// list is made, so that a picture can be tested as data, with [List.Find] and [List.Bounds], on a machine without display.
//
// Lengths are logical pixels, x to the right, y down; a back end multiplies them by the scale of its device. Colours have
// straight alpha. Text stands on its baseline. Digits all have the advance of "0", so that figures that run do not dance.
//
// A group, from [List.Begin] to [List.End], has an id and a title. It changes nothing in the picture: tests and hit tests
// find it by its id, and an SVG shows its title as a tooltip. Groups nest. Clips nest as well, and the inner one is cut by
// the outer one.
//
// A [Picture] is placed by three of its corners ([List.Image]). It is kept at several finenesses, and each back end takes
// the one that suits the screen.
//
// Three back ends draw the same list:
//
//   - [Raster] makes an image, without a display and the same to the byte for the same list: for pictures, golden tests and
//     recordings, which a [Movie] writes as GIF ([NewGIF]) or MP4 ([NewMP4]). A [Painter] makes many.
//   - [SVG] writes an image with texts that can be searched, for reports and pages.
//   - [Mesh] makes triangles over one texture, for a graphics card; a picture has a texture of its own. It knows no graphics
//     library; the window hands them on. Small shapes that rest are drawn once into the texture, since a card that is
//     software pays for each triangle.
//
// Raster and mesh take their letters from the same pictures of them, and differ by less than one percent (root mean square).
//
// A list is made anew for each frame: [List.Reset] keeps the memory, so that a running picture allocates nothing.
package gfx
