namespace Stvg.Architecture.Tests;

/// <summary>The map of docs/architecture.md: what each room may use. Anything not named here is forbidden.</summary>
internal static class RoomMap
{
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Core"] = [],
        ["Models"] = ["Core"],
        ["Video"] = ["Core"],
        ["Video.OpenCv"] = ["Core", "Video"],
        ["Storage"] = ["Core"],
        ["Embedded"] = ["Core", "Models", "Video", "Storage"],
        ["Grains.Interfaces"] = ["Core"],
        // A silo is a process too: what it hosts for each camera is what one process hosts.
        ["Grains"] = ["Core", "Models", "Video", "Storage", "Embedded", "Grains.Interfaces"],
        ["Silo"] = ["Core", "Models", "Storage", "Embedded", "Grains.Interfaces", "Grains", "Api"],
        ["Api"] = ["Core"],
        // The last is referenced only where it is there.
        ["Client"] = ["Core", "Embedded", "Api", "Video.OpenCv"],
        ["bench.Cluster"] = ["Core", "Models", "Video", "Storage", "Embedded", "Grains.Interfaces", "Grains"],
        ["bench"] = ["Core", "Models", "Video", "Video.OpenCv", "Storage", "Embedded"],
    };

    public static IReadOnlyDictionary<string, string[]> MayUse => s_mayUse;

    /// <summary>Projects of the product (not tests), as folder relative to the root.</summary>
    public static IEnumerable<(string Room, string Project)> Projects() =>
        from folder in Directory.EnumerateDirectories(Stvg.Tests.TestData.RepositoryRoot)
        let room = Path.GetFileName(folder)
        where room is not ("tests" or "build")
        from project in Directory.EnumerateFiles(folder, "*.csproj")
        select (room, project);
}
