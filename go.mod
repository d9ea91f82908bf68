module tweeling

go 1.26.0

require (
	github.com/BurntSushi/toml v1.6.0 // scenarios and catalogues of words; tells the place of every value
	github.com/eclipse/paho.mqtt.golang v1.5.1 // hears what a plant says over MQTT
	github.com/hajimehoshi/ebiten/v2 v2.10.0 // window and canvas of the view; this version needs no cgo on Linux, what "latest" gives does
	github.com/nats-io/nats-server/v2 v2.15.2 // a broker for MQTT within the program, for who has none. It is half a minute of a cold build on one core; the smaller ones lose what they acknowledged when they are killed
	github.com/schollz/progressbar/v3 v3.19.1 // how far a long run is, on a terminal
	github.com/spf13/cobra v1.10.2 // verbs, flags, help and completion
	github.com/spf13/pflag v1.0.9 // the flags of cobra, where verbs share some
	github.com/srwiley/oksvg v0.0.0-20221011165216-be6e8873101c // floor plans in SVG become pixels; pure Go
	github.com/srwiley/rasterx v0.0.0-20220730225603-2ab79fcdd4ef // fills the paths of oksvg
	github.com/xuri/excelize/v2 v2.8.1 // tables in XLSX, both ways; later ones need a module that cannot be had
	golang.org/x/exp v0.0.0-20250620022241-b7579e27df2b // maps the journal of a twin into memory; later ones move x/net and x/tools
	golang.org/x/image v0.47.0 // reads the typeface of the charts
	golang.org/x/sys v0.49.0 // keeps two writers of one journal apart on Windows
	golang.org/x/term v0.47.0 // whether somebody looks at the output
	gonum.org/v1/gonum v0.17.0 // quantiles of Student's t
	gonum.org/v1/plot v0.17.0 // canvases of the charts, SVG and PNG
	modernc.org/sqlite v1.60.1 // keeps what a plant said for good; pure Go. It is half a minute of a cold build on one core, for the one thing that must not lose anything; later ones do not tidy
)

// Test dependencies.
require (
	github.com/chromedp/chromedp v0.23.0 // visits of the page by a browser without a screen
	github.com/google/go-cmp v0.7.0 // differences that can be read
	github.com/rogpeppe/go-internal v1.16.0 // scripts for every verb
	pgregory.net/rapid v1.3.0 // properties, with shrinking
)

require github.com/chromedp/cdproto v0.159.0

require (
	codeberg.org/go-latex/latex v0.2.0 // indirect
	git.sr.ht/~sbinet/gg v0.7.0 // indirect
	github.com/ajstarks/svgo v0.0.0-20211024235047-1546f124cd8b // indirect
	github.com/antithesishq/antithesis-sdk-go v0.8.0-default-no-op // indirect
	github.com/dustin/go-humanize v1.0.1 // indirect
	github.com/ebitengine/gomobile v0.0.0-20260820040257-d11f821a26a6 // indirect
	github.com/ebitengine/hideconsole v1.0.0 // indirect
	github.com/ebitengine/purego v0.11.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/golang/freetype v0.0.0-20170609003504-e2365dfdc4a0 // indirect
	github.com/google/go-tpm v0.9.8 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/gorilla/websocket v1.5.3 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/klauspost/compress v1.20.3 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/minio/highwayhash v1.0.4 // indirect
	github.com/mitchellh/colorstring v0.0.0-20190213212951-d06e56a500db // indirect
	github.com/mohae/deepcopy v0.0.0-20170929034955-c48cc78d4826 // indirect
	github.com/nats-io/jwt/v2 v2.8.2 // indirect
	github.com/nats-io/nkeys v0.4.16 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	github.com/ncruces/go-strftime v1.0.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/richardlehane/mscfb v1.0.4 // indirect
	github.com/richardlehane/msoleps v1.0.3 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/xuri/efp v0.0.0-20231025114914-d1ff6096ae53 // indirect
	github.com/xuri/nfp v0.0.0-20230919160717-d98342af3f05 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/net v0.60.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/time v0.16.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	modernc.org/libc v1.77.1 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)
