using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Stvg.Api.Console;

/// <summary>A file of the web console, as the build made it, with its compressed forms.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Tag">Quoted, changes with its content.</param>
/// <param name="Plain">The file.</param>
/// <param name="Brotli">The same, or null where compressing gains nothing.</param>
/// <param name="Gzip">The same, or null.</param>
internal sealed record ConsoleFile(string MediaType, string Tag, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    /// <summary>What the build puts before the path of a file.</summary>
    private const string Prefix = "console/";

    private const string BrotliEnding = ".br", GzipEnding = ".gz";

    /// <summary>Files by path ("index.html", "assets/app-3f2a.js"); empty in a build without the console.</summary>
    public static FrozenDictionary<string, ConsoleFile> All { get; } = Read(typeof(ConsoleFile).Assembly);

    /// <summary>Whether nobody asks for a file of that kind by itself, so that it may be kept for ever under its name.</summary>
    public static bool IsNamedByContent(string path) => path.StartsWith("assets/", StringComparison.Ordinal);

    private static FrozenDictionary<string, ConsoleFile> Read(Assembly assembly)
    {
        var bytes = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(n => n[Prefix.Length..].Replace('\\', '/'), n => Read(assembly, n), StringComparer.Ordinal);
        return bytes.Where(f => !f.Key.EndsWith(BrotliEnding, StringComparison.Ordinal) && !f.Key.EndsWith(GzipEnding, StringComparison.Ordinal))
            .ToFrozenDictionary(
                f => f.Key,
                f => new ConsoleFile(
                    TypeOf(f.Key), $"\"{Convert.ToHexStringLower(SHA256.HashData(f.Value).AsSpan(0, 12))}\"", f.Value,
                    bytes.GetValueOrDefault(f.Key + BrotliEnding), bytes.GetValueOrDefault(f.Key + GzipEnding)),
                StringComparer.Ordinal);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        ".json" or ".webmanifest" or ".map" => "application/json; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
