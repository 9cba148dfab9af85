using System.Formats.Tar;
using System.IO.Compression;
using Stvg.Core;

namespace Stvg.Models.Catalogue;

/// <summary>Takes single files out of a package file (a gzipped tar archive whose names begin with "package/").</summary>
internal static class PackageArchive
{
    private const string Prefix = "package/";

    /// <summary>Writes the wanted files under a folder; names of the archive decide nothing about where.</summary>
    /// <exception cref="StvgException">The archive is damaged or lacks a file.</exception>
    public static async Task ExtractAsync(string archive, IEnumerable<string> files, string folder, CancellationToken cancellation)
    {
        var missing = files.ToHashSet();
        try
        {
            await using var file = File.OpenRead(archive);
            await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(unzipped);
            while (missing.Count > 0 && await tar.GetNextEntryAsync(cancellationToken: cancellation).ConfigureAwait(false) is { } entry)
            {
                if (!entry.Name.StartsWith(Prefix, StringComparison.Ordinal) || !missing.Remove(entry.Name[Prefix.Length..])) continue;
                var target = Path.Combine(folder, entry.Name[Prefix.Length..]);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await using var output = File.Create(target);
                if (entry.DataStream is { } data) await data.CopyToAsync(output, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new StvgException($"the package '{Path.GetFileName(archive)}' is damaged ({e.Message}): pull again", e);
        }
        if (missing.Count > 0) throw new StvgException($"the package '{Path.GetFileName(archive)}' holds no '{missing.Order().First()}'");
    }
}
