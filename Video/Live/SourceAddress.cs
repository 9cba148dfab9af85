using System.Globalization;
using System.Text.RegularExpressions;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Video.Processes;

namespace Stvg.Video.Live;

/// <summary>Kinds of source.</summary>
public enum SourceKind
{
    /// <summary>A camera or server that speaks RTSP, encrypted or not.</summary>
    Rtsp,

    /// <summary>HTTP or HTTPS: MJPEG, HLS, a stream or a file.</summary>
    Http,

    /// <summary>A file on this machine.</summary>
    File,

    /// <summary>A camera at this machine (<c>/dev/video0</c>).</summary>
    Device,

    /// <summary>A camera at this machine by its number (<c>device:0</c>), opened by <see cref="ICaptureDevices"/>.</summary>
    Capture,

    /// <summary>A GStreamer pipeline (<c>gstreamer:v4l2src ! videoconvert ! appsink</c>), opened by <see cref="ICaptureDevices"/>.</summary>
    Pipeline,
}

/// <summary>
/// Where pictures come from, read the way FFmpeg reads it. Passwords are in it, but never show: its text is <see cref="Safe"/>.
/// </summary>
public sealed partial record SourceAddress
{
    private const int MostCharacters = 2000;
    private const string PipelinePrefix = "gstreamer:";
    private const string Hidden = "***";
    private readonly string[] _secrets;

    private SourceAddress(SourceKind kind, string raw, string safe, string host, string[] secrets) =>
        (Kind, Raw, Safe, Host, _secrets) = (kind, raw, safe, host, secrets);

    /// <summary>What kind it is.</summary>
    public SourceKind Kind { get; }

    /// <summary>The address without user, password and tokens: the only form that may reach logs, errors and answers.</summary>
    public string Safe { get; }

    /// <summary>Whether it is a file.</summary>
    public bool IsFile => Kind == SourceKind.File;

    /// <summary>What FFmpeg is given; for files the absolute path, for captures the number of the device or the pipeline.</summary>
    internal string Raw { get; }

    /// <summary>Whether it is opened by <see cref="ICaptureDevices"/>.</summary>
    public bool IsCaptured => Kind is SourceKind.Capture or SourceKind.Pipeline;

    /// <summary>What <see cref="ICaptureDevices"/> is to open.</summary>
    internal CaptureAddress Captured => IsCaptured
        ? new(Kind == SourceKind.Pipeline, Raw, Safe) : throw new InvalidOperationException($"'{Safe}' is not captured");

    /// <summary>Name or number of the machine, without brackets; empty for files and devices.</summary>
    internal string Host { get; }

    /// <summary>Takes an address apart.</summary>
    /// <param name="source">As a user writes it: a URL, the path of a file, or a device.</param>
    /// <exception cref="StvgException">
    /// Empty, too long, with control characters, of an unknown scheme, or without a proper host.
    /// </exception>
    public static SourceAddress Parse(string source)
    {
        if (string.IsNullOrWhiteSpace(source))
            throw new StvgException("no source is named: give an rtsp:// or http:// address, the path of a video file, or /dev/video0");
        if (source.Length > MostCharacters) throw new StvgException($"the source is longer than {MostCharacters} characters");
        if (source.Any(char.IsControl)) throw new StvgException("the source holds control characters: write it without them");
        if (Scheme().Match(source) is { Success: true } scheme)
            return ParseUrl(scheme.Groups[1].Value.ToLowerInvariant(), source[scheme.Length..]);
        if (Capture().Match(source) is { Success: true } capture) return new(SourceKind.Capture, capture.Groups[1].Value, source, "", []);
        if (source.StartsWith(PipelinePrefix, StringComparison.Ordinal)) return ParsePipeline(source);
        if (Device().IsMatch(source)) return new(SourceKind.Device, source, source, "", []);
        return new(SourceKind.File, Path.GetFullPath(source), source, "", []);
    }

    /// <inheritdoc/>
    public bool Equals(SourceAddress? other) => other is not null && Raw == other.Raw;

    /// <inheritdoc/>
    public override int GetHashCode() => Raw.GetHashCode(StringComparison.Ordinal);

    /// <summary><see cref="Safe"/>.</summary>
    public override string ToString() => Safe;

    /// <summary>Takes everything secret out of a text, such as a line of FFmpeg's log.</summary>
    internal string Scrub(string text)
    {
        text = text.Replace(Raw, Safe, StringComparison.Ordinal);
        foreach (var secret in _secrets) text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return Credentials().Replace(text, "//");
    }

    /// <summary>The log of a run of FFmpeg that reads this source.</summary>
    internal FfmpegLog Log() => IsFile ? new FfmpegLog(Raw) : new FfmpegLog(Raw, Scrub);

    // As FFmpeg does it (av_url_split): the machine is what stands between the last '@' and the first '/', '?' or '#'. Anything that
    // others might read differently is refused.
    private static SourceAddress ParseUrl(string scheme, string rest)
    {
        var kind = scheme switch
        {
            "rtsp" or "rtsps" => SourceKind.Rtsp,
            "http" or "https" => SourceKind.Http,
            _ => throw new StvgException($"a source cannot be '{scheme}://': use rtsp, rtsps, http or https, a file or /dev/video0"),
        };
        if (rest.Any(char.IsWhiteSpace)) throw new StvgException("the source's address holds spaces: write %20 for each");
        var end = rest.IndexOfAny(['/', '?', '#']);
        var (authority, path) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        var at = authority.LastIndexOf('@');
        var machine = Machine().Match(authority[(at + 1)..]);
        var port = machine.Groups["port"] is { Success: true } digits ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 1;
        // Some take a backslash for a slash: the machine would be another.
        if (!machine.Success || port is 0 or > 65535 || authority.Contains('\\'))
            throw new StvgException($"the source's address names no proper host after '{scheme}://': write host, host:port or [IPv6]:port");
        var host = machine.Groups["host"].Value;

        var secrets = new HashSet<string>(StringComparer.Ordinal);
        if (at > 0)
        {
            var login = authority[..at];
            var password = login[(login.IndexOf(':') + 1)..];
            foreach (var secret in new[] { login, password, Uri.UnescapeDataString(password) }) Hide(secret, secrets);
        }
        var shown = SecretValue().Replace(path, match =>
        {
            Hide(match.Groups["value"].Value, secrets);
            return match.Groups["name"].Value + Hidden;
        });
        // The longer first: one may hold another.
        string[] longestFirst = [.. secrets.OrderByDescending(secret => secret.Length)];
        return new(kind, $"{scheme}://{rest}", $"{scheme}://{machine.Value}{shown}", host.Trim('[', ']'), longestFirst);
    }

    // A short one would be found in the middle of other words; in addresses it is found by its place.
    private static void Hide(string secret, HashSet<string> secrets)
    {
        if (secret.Length >= 4) secrets.Add(secret);
    }

    // Whatever follows an equals sign that speaks of a password is hidden, as in addresses; so are logins within them.
    private static SourceAddress ParsePipeline(string source)
    {
        var pipeline = source[PipelinePrefix.Length..].Trim();
        if (pipeline.Length == 0) throw new StvgException("the source names no pipeline: write it after 'gstreamer:', ending in appsink");
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        var shown = PipelineSecret().Replace(Credentials().Replace(pipeline, "//"), match =>
        {
            Hide(match.Groups["value"].Value, secrets);
            return match.Groups["name"].Value + Hidden;
        });
        return new(SourceKind.Pipeline, pipeline, PipelinePrefix + shown, "", [.. secrets]);
    }

    [GeneratedRegex("^device:([0-9]{1,3})$")]
    private static partial Regex Capture();

    [GeneratedRegex(@"(?<name>(user|login|pass|pwd|auth|token|secret|key|pw)[A-Za-z0-9_-]*\s*=\s*)(?<value>""[^""]*""|[^\s!]*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex PipelineSecret();

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*)://")]
    private static partial Regex Scheme();

    [GeneratedRegex("^/dev/video[0-9]+$")]
    private static partial Regex Device();

    [GeneratedRegex(
        @"^(?<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+(%25[A-Za-z0-9._-]+)?\])(:(?<port>[0-9]{1,5}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Machine();

    // Cameras take passwords in their paths too: "/user=admin_password=x_channel=1", "?user=admin&pwd=x".
    [GeneratedRegex(
        @"(?<name>(user(name)?|usr|login|pass(word|wd|phrase)?|pwd|auth|token|secret|key|sig(nature)?|credentials?|session)=)" +
        @"(?<value>[^&;/?#]*)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretValue();

    [GeneratedRegex("//[^/?#\\s'\"]*@")]
    private static partial Regex Credentials();
}
