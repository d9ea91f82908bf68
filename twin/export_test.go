package twin

// Disk is what a journal writes to.
type Disk = disk

// OnDisk lets a journal write to another disk, made of the one it has.
func OnDisk(j *Journal, another func(Disk) Disk) { j.file = another(j.file) }
