/** The machine the demo pretends to be: a small server in a cupboard. */
export const HOST_NAME = 'atlas';
export const HOST_PROCESSORS = 12;
export const HOST_MEMORY_BYTES = 33_501_757_440;
export const HOST_KERNEL = '6.12.38+deb13-amd64';
export const HOST_SYSTEM = 'Debian GNU/Linux 13 (trixie)';
