using Stvg.Core.Services;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>The video files that may be asked about.</summary>
internal sealed class VideoFolders(IReadOnlyList<string> folders, SourcePolicy policy)
{
    // A list for people to choose from; whoever knows the name of another may still ask about it.
    private const int MostListed = 1000;

    private static readonly HashSet<string> s_endings =
        new(StringComparer.OrdinalIgnoreCase) { ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".ts", ".mpg", ".mpeg", ".wmv" };

    private static readonly EnumerationOptions s_walk = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8 };

    /// <summary>By path.</summary>
    public IReadOnlyList<VideoView> List() =>
        [.. folders.Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", s_walk))
            .Where(file => s_endings.Contains(file.Extension))
            .Take(MostListed)
            .Select(file => new VideoView(file.FullName, file.Length, file.LastWriteTimeUtc))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>Where a file is.</summary>
    /// <exception cref="ServiceException">It may not be asked about, or is not there.</exception>
    public async Task<string> FindAsync(string video, CancellationToken ct)
    {
        var address = await policy.CheckAsync(video, ct).ConfigureAwait(false);
        if (!address.IsFile) throw new ServiceException(ServiceError.Invalid, $"'{address.Safe}' is no file");
        var path = Path.GetFullPath(address.Safe);
        return File.Exists(path) ? path : throw new ServiceException(ServiceError.NotFound, $"there is no video '{address.Safe}'");
    }
}
