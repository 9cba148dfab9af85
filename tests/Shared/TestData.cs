namespace Stvg.Tests;

/// <summary>
/// Real clips, ground truth and expected metric values that are not part of the repository: a folder named by STVG_DATA,
/// or shared/data beside the checkout. A test that needs them is skipped, with this reason, where they are absent.
/// </summary>
internal static class TestData
{
    private static readonly Lazy<string?> s_root = new(Find);

    /// <summary>Absolute path of a file or folder of the data; skips the running test when it is not there.</summary>
    public static string Path(string relative)
    {
        var path = s_root.Value is { } root ? System.IO.Path.Combine(root, relative) : null;
        Assert.SkipUnless(path is not null && (File.Exists(path) || Directory.Exists(path)),
            $"needs '{relative}' of the evaluation data: put it in ../shared/data or set STVG_DATA");
        return path!;
    }

    /// <summary>Root of this checkout (the folder with the solution in it).</summary>
    public static string RepositoryRoot { get; } = FindRepository();

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("STVG_DATA");
        if (!string.IsNullOrEmpty(named)) return named;
        var beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot, "..", "shared", "data"));
        return Directory.Exists(beside) ? beside : null;
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Orleans.Stvg.sln"))) return folder.FullName;
        throw new InvalidOperationException($"no Orleans.Stvg.sln above {AppContext.BaseDirectory}");
    }
}
