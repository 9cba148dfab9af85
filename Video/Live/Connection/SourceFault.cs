using Stvg.Core;
using Stvg.Video.Processes;

namespace Stvg.Video.Live.Connection;

/// <summary>Puts into one line for people why a source gives no pictures.</summary>
internal static class SourceFault
{
    private static readonly (string Words, string Meaning)[] s_meanings =
    [
        ("401 Unauthorized", "wants another user name or password (401): write them as user:password@ before the host"),
        ("403 Forbidden", "refuses (403): check the user's rights at the camera"),
        ("404 Not Found", "knows no such stream (404): check the path"),
        ("453 ", "serves no more viewers (453): close others or raise the camera's limit"),
        ("Server returned 5", "reports a fault of its own (5xx): look at it there"),
        ("Connection refused", "refuses connections: check host and port, and that it runs"),
        ("Failed to resolve", "has a host name that is not known: check the name"),
        ("timed out", "does not answer: check that it runs and can be reached from here"),
        ("No route to host", "cannot be reached from here: check network and address"),
        ("Network is unreachable", "cannot be reached from here: check network and address"),
        ("Protocol not on whitelist", "leads to something that no camera may lead to: give the stream's own address"),
        ("Connection reset", "broke the connection off"),
    ];

    /// <summary>The camera refuses RTP inside the connection.</summary>
    public static bool RefusesTcp(FfmpegLog log) => log.Says("SETUP failed") || log.Says("461 ") || log.Says("Nonmatching transport");

    /// <summary>Nothing could be connected to, or nothing came.</summary>
    public static StvgException NotConnected(SourceAddress source, FfmpegLog log, int status)
    {
        var message = $"'{source.Safe}' {Meaning(log) ?? Unknown(log, status)}";
        return source.IsFile ? new StvgException(message) : new SourceLostException(message);
    }

    /// <summary>Pictures came, and then no more.</summary>
    public static SourceLostException Lost(SourceAddress source, FfmpegLog log, int status)
    {
        var why = Meaning(log) is { } meaning ? $"it {meaning}" : "it ended the stream";
        return new($"'{source.Safe}' was lost: {(ChildProcess.WasStopped(status) ? "ffmpeg was stopped from outside" : why)}");
    }

    /// <summary>Nothing has come for a while, and nobody says why.</summary>
    public static SourceLostException Silent(SourceAddress source, TimeSpan wait) =>
        new($"'{source.Safe}' has sent no picture for {wait.TotalSeconds:0.#} s: check that it runs and can be reached from here");

    private static string Unknown(FfmpegLog log, int status) =>
        log.Says("Invalid data found") || log.Says("could not find codec parameters")
            ? "sends something that is no video that FFmpeg can read: check the address"
            : $"cannot be read ({log.FirstError ?? $"FFmpeg ended with status {status}"})";

    private static string? Meaning(FfmpegLog log) =>
        Array.Find(s_meanings, meaning => log.Says(meaning.Words)) is { Meaning: { } text } ? text : null;
}
