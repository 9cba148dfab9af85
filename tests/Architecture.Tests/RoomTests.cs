using System.Xml.Linq;

namespace Stvg.Architecture.Tests;

/// <summary>Doors between rooms open one way; the map says which way.</summary>
public sealed class RoomTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Projects() =>
        RoomMap.Projects().Select(p => new TheoryDataRow<string, string>(p.Room, p.Project));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_room_references_only_what_the_map_allows(string room, string project)
    {
        Assert.True(RoomMap.MayUse.TryGetValue(room, out var allowed), $"{room} is not on the map: add it to docs/architecture.md and RoomMap.cs");
        var used = XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, (string)r.Attribute("Include")!)))!));
        Assert.All(used, other => Assert.Contains(other, allowed!));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_rooms_project_is_named_after_its_folder(string room, string project) =>
        Assert.Equal(room.StartsWith("bench", StringComparison.Ordinal) ? $"Stvg.Bench{room[5..]}" : $"Stvg.{room}", Path.GetFileNameWithoutExtension(project));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_begin_with_the_rooms_name(string room, string project)
    {
        var expected = Path.GetFileNameWithoutExtension(project);
        var folder = Path.GetDirectoryName(project)!;
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f[folder.Length..].Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
        Assert.All(files, file =>
        {
            var line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal));
            Assert.True(line is null || line["namespace ".Length..].TrimEnd(';') is var name && (name == expected || name.StartsWith(expected + '.', StringComparison.Ordinal)),
                $"{file} says '{line}', but its room ({room}) is {expected}");
        });
    }

    [Fact]
    public void Core_asks_for_no_package_and_no_framework() =>
        Assert.DoesNotContain(
            XDocument.Load(Path.Combine(Stvg.Tests.TestData.RepositoryRoot, "Core", "Stvg.Core.csproj")).Descendants(),
            e => e.Name.LocalName is "PackageReference" or "FrameworkReference" or "ProjectReference" or "Reference");
}
