/** Step 4: what kind of file came, for a letter: never by its name, which may be a patient's. */
export const FILE_TYPES = [
  'pdf',
  'word',
  'opendocument',
  'image',
  'archive',
  'spreadsheet',
  'text',
  'mail',
  'other',
] as const;
export type FileType = (typeof FILE_TYPES)[number];

const BY_EXTENSION: Readonly<Record<string, FileType>> = {
  pdf: 'pdf',
  ...of('word', 'doc docx docm dot dotx rtf'),
  ...of('opendocument', 'odt ott fodt'),
  ...of('image', 'jpg jpeg png gif bmp tif tiff webp heic heif'),
  ...of('archive', 'zip 7z rar gz tgz tar'),
  ...of('spreadsheet', 'xls xlsx xlsm ods csv'),
  ...of('text', 'txt text html htm md'),
  ...of('mail', 'eml msg'),
};
const BY_MEDIA_TYPE: readonly (readonly [RegExp, FileType])[] = [
  [/^application\/pdf$/, 'pdf'],
  [/^application\/(?:msword|rtf|vnd\.openxmlformats-officedocument\.wordprocessingml\b.*)$/, 'word'],
  [/^application\/vnd\.oasis\.opendocument\.text/, 'opendocument'],
  [/^image\//, 'image'],
  [/^application\/(?:zip|x-7z-compressed|vnd\.rar|gzip)$/, 'archive'],
  [
    /^application\/vnd\.(?:ms-excel|openxmlformats-officedocument\.spreadsheetml|oasis\.opendocument\.spreadsheet)/,
    'spreadsheet',
  ],
  [/^message\//, 'mail'],
  [/^text\//, 'text'],
];

/** By the declared media type where it says something, otherwise by the name's extension. */
export function findFileType(mediaType: string | null, name: string | null): FileType {
  const declared = (mediaType ?? '').toLowerCase().split(';', 1)[0]?.trim() ?? '';
  const byMediaType = BY_MEDIA_TYPE.find(([pattern]) => pattern.test(declared))?.[1];
  const extension = /\.([a-z0-9]+)\s*$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return (
    byMediaType ?? (Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined) ?? 'other'
  );
}

function of(type: FileType, extensions: string): Record<string, FileType> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, type]));
}
