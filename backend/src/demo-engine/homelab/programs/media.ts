import { clockTime, iso, lanAddress, plainTime, program } from './program.ts';

const FILMS = [
  'Amélie (2001)',
  'Das Boot (1981)',
  'Spirited Away (2001)',
  'Dune (2021)',
  'Léon (1994)',
  'Paprika – パプリカ (2006)',
];
const SHOWS = [
  'Severance - S02E04',
  'The Expanse - S03E11',
  'Dark - S01E07',
  'Bluey - S03E22',
  'Borgen - S02E01',
];

export const jellyfin = program({
  everySeconds: 7,
  starting: [
    '[INF] [1] Main: Jellyfin version: 10.11.2',
    '[INF] [1] Main: Environment Variables: ["[JELLYFIN_DATA_DIR, /config]", "[JELLYFIN_CACHE_DIR, /cache]"]',
    '[INF] [12] Main: Startup complete 0:00:06.4123871',
  ],
  sayings: [
    {
      weight: 6,
      text: (c) =>
        `[${clockTime(c)}] [INF] [${c.random.whole(20, 90)}] Emby.Server.Implementations.Session.SessionManager: Playback progress reported by app Jellyfin Web 10.11.2 playing ${c.random.pick(FILMS)}`,
    },
    {
      weight: 3,
      text: (c) =>
        `[${clockTime(c)}] [INF] [${c.random.whole(20, 90)}] Jellyfin.Api.Controllers.DynamicHlsController: Current HLS implementation doesn't support non-keyframe breaks but one is requested, ignoring that request`,
    },
    {
      weight: 3,
      text: (c) =>
        `[${clockTime(c)}] [INF] [${c.random.whole(20, 90)}] Jellyfin.Networking.Manager.NetworkManager: Request from ${lanAddress(c)} is on the local network`,
    },
    {
      weight: 2,
      text: (c) =>
        `[${clockTime(c)}] [INF] [${c.random.whole(20, 90)}] MediaBrowser.MediaEncoding.Transcoding.TranscodeManager: Deleting partial stream file(s) "/cache/transcodes/${c.random.hex(32)}.m3u8"`,
    },
    {
      weight: 1,
      text: (c) =>
        `[${clockTime(c)}] [WRN] [${c.random.whole(20, 90)}] Jellyfin.Server.Middleware.ResponseTimeMiddleware: Slow HTTP Response from https://jellyfin.atlas.lan/Items/${c.random.hex(32)}/Images/Primary to ${lanAddress(c)} in 0:00:0${c.random.between(0.5, 3).toFixed(4)} with Status Code 200`,
    },
    {
      weight: 0.3,
      text: (c) => [
        `[${clockTime(c)}] [ERR] [${c.random.whole(20, 90)}] MediaBrowser.Providers.Manager.ProviderManager: Error in TheMovieDb for "${c.random.pick(FILMS)}"`,
        'System.Net.Http.HttpRequestException: Response status code does not indicate success: 503 (Service Unavailable).',
        '   at System.Net.Http.HttpResponseMessage.EnsureSuccessStatusCode()',
        '   at MediaBrowser.Providers.Plugins.Tmdb.TmdbClientManager.GetMovieAsync(Int32 tmdbId, String language, CancellationToken cancellationToken)',
        '   at MediaBrowser.Providers.Manager.MetadataService`2.ExecuteRemoteProviders(MetadataResult`1 temp, CancellationToken cancellationToken)',
      ],
    },
  ],
});

export const sonarr = program({
  everySeconds: 21,
  starting: [
    '[Info] Bootstrap: Starting Sonarr - /app/sonarr/bin/Sonarr - Version 4.0.15.2941',
    '[Info] Microsoft.Hosting.Lifetime: Now listening on: http://[::]:8989',
  ],
  sayings: [
    { weight: 5, text: () => '[Info] RssSyncService: Starting RSS Sync' },
    {
      weight: 5,
      text: (c) =>
        `[Info] RssSyncService: RSS Sync Completed. Reports found: ${c.random.whole(60, 300)}, Reports grabbed: 0`,
    },
    {
      weight: 2,
      text: (c) => `[Info] DownloadedEpisodesImportService: Importing ${c.random.pick(SHOWS)} [WEBDL-1080p]`,
    },
    {
      weight: 1,
      text: (c) =>
        `[Warn] NzbDrone.Core.Download.TrackedDownloads: Couldn't import ${c.random.pick(SHOWS)}, no files found are eligible for import in /downloads`,
    },
    {
      weight: 0.4,
      stream: 'stderr',
      text: (c) => [
        '[Error] FetchAndParseRssService: An error occurred while processing indexer feed.',
        `[v4.0.15.2941] System.Net.WebException: Http request timed out: 'https://indexer.example/api?t=tvsearch&limit=${c.random.whole(20, 100)}'`,
        '   at NzbDrone.Common.Http.Dispatchers.ManagedHttpDispatcher.GetResponseAsync(HttpRequest request, CookieContainer cookies)',
        '   at NzbDrone.Core.Indexers.HttpIndexerBase`1.FetchIndexerResponse(IndexerRequest request)',
      ],
    },
  ],
});

export const radarr = program({
  everySeconds: 26,
  starting: [
    '[Info] Bootstrap: Starting Radarr - /app/radarr/bin/Radarr - Version 5.27.5.10198',
    '[Info] Microsoft.Hosting.Lifetime: Now listening on: http://[::]:7878',
  ],
  sayings: [
    {
      weight: 5,
      text: (c) =>
        `[Info] RssSyncService: RSS Sync Completed. Reports found: ${c.random.whole(30, 160)}, Reports grabbed: ${c.random.whole(0, 1)}`,
    },
    { weight: 2, text: (c) => `[Info] RefreshMovieService: Updating info for ${c.random.pick(FILMS)}` },
    { weight: 1, text: (c) => `[Info] DiskScanService: Completed scanning disk for ${c.random.pick(FILMS)}` },
  ],
});

export const gluetun = program({
  everySeconds: 48,
  starting: [
    'INFO [routing] default route found: interface eth0, gateway 172.18.0.1, assigned IP 172.18.0.5 and family v4',
    'INFO [wireguard] Connecting to 193.138.218.74:51820',
    'INFO [dns] DNS server listening on [::]:53',
    'INFO [ip getter] Public IP address is 193.138.218.91 (Sweden, Skåne, Malmö)',
  ],
  sayings: [
    { weight: 5, text: (c) => `${iso(c)} INFO [healthcheck] healthy!` },
    {
      weight: 2,
      text: (c) =>
        `${iso(c)} INFO [ip getter] Public IP address is 193.138.218.${c.random.whole(60, 120)} (Sweden, Skåne, Malmö - source: ipinfo)`,
    },
    {
      weight: 1,
      text: (c) => `${iso(c)} WARN [dns] rebinding protection: dropped answer for ${c.random.hex(6)}.example`,
    },
  ],
});

export const qbittorrent = program({
  everySeconds: 90,
  starting: [
    'WebUI will be started shortly after internal preparations. Please wait...',
    'Information: http://localhost:8080',
  ],
  sayings: [
    {
      weight: 3,
      text: (c) =>
        `(N) ${iso(c).slice(0, 19)} - Torrent: debian-13.${c.random.whole(0, 4)}.0-amd64-netinst.iso. Finished download.`,
    },
    {
      weight: 1,
      text: (c) => `(W) ${plainTime(c)} - Detected external IP. IP: "193.138.218.${c.random.whole(60, 120)}"`,
    },
  ],
});
