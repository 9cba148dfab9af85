using System.Globalization;
using System.Text;
using System.Text.Json;
using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Files;

namespace Stvg.Embedded.Learning;

/// <summary>
/// The learned grounders that a site adopted, in the folder <c>grounders</c> of its data: <c>0001.grounder</c>, what is known of it beside it in
/// <c>0001.json</c>, and <c>current</c>, a line with the name of the version in use, or <c>none</c>. Every file is there whole or not at all; a
/// server that runs sees what is current with the next question.
/// </summary>
public sealed class GrounderVersions
{
    private const string None = "none";

    private readonly string _folder;

    /// <summary>Looks at the versions in a server's data folder; there need not be any.</summary>
    public GrounderVersions(string dataFolder)
    {
        ArgumentNullException.ThrowIfNull(dataFolder);
        _folder = Path.Combine(dataFolder, "grounders");
    }

    /// <summary>Name of the version in use; null: the built-in grounder alone.</summary>
    /// <exception cref="StvgException">It cannot be told.</exception>
    public string? Current => Guard(() =>
    {
        if (Line() is not { } line || line == None) return null;
        return IsName(line) ? line : throw new StvgException($"'{CurrentFile}' names no version");
    });

    private string CurrentFile => Path.Combine(_folder, "current");

    /// <summary>Where a version's grounder is.</summary>
    public string FileOf(string name) => Path.Combine(_folder, $"{name}.grounder");

    /// <summary>All versions, oldest first.</summary>
    /// <exception cref="StvgException">They cannot be read.</exception>
    public IReadOnlyList<GrounderVersion> List() => Guard<IReadOnlyList<GrounderVersion>>(() =>
    {
        if (!Directory.Exists(_folder)) return [];
        var names = Directory.EnumerateFiles(_folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(IsName);
        return [.. names.Order(StringComparer.Ordinal).Select(Read)];
    });

    /// <summary>Makes a grounder the current one.</summary>
    /// <param name="grounder">The grounder.</param>
    /// <param name="trial">Its trial.</param>
    /// <param name="now">The time.</param>
    /// <returns>The version that it became.</returns>
    /// <exception cref="StvgException">It cannot be written, or another program adopts or rolls back right now.</exception>
    public GrounderVersion Adopt(LearnedGrounder grounder, VerdictTrialResult trial, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(grounder);
        ArgumentNullException.ThrowIfNull(trial);
        return Guard(() =>
        {
            using var alone = Lock();
            var last = Directory.EnumerateFiles(_folder).Select(f => Path.GetFileNameWithoutExtension(f)).Where(IsName)
                .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
            var version = new GrounderVersion
            {
                Name = (last + 1).ToString("0000", CultureInfo.InvariantCulture), AdoptedAt = now, Before = Line() is { } line && IsName(line) ? line : null, About = grounder.About,
                Verdicts = trial.Rights + trial.Wrongs, MetAlone = trial.Alone.Verdicts, MetTogether = trial.Together.Verdicts, Forced = trial.Refusal,
            };
            WholeFile.Write(FileOf(version.Name), file => GrounderFile.Write(grounder, grounder.About, file));
            WholeFile.Write(AboutOf(version.Name), file => JsonSerializer.Serialize(file, version, GrounderVersionJson.Default.GrounderVersion));
            Point(version.Name);
            return version;
        });
    }

    /// <summary>Goes back to what was in use before the current version; to the built-in grounder where that cannot be told.</summary>
    /// <returns>What is in use now; null: the built-in grounder alone.</returns>
    /// <exception cref="StvgException">No version is in use, or it cannot be written.</exception>
    public string? RollBack() => Guard(() =>
    {
        if (Line() is not { } line || line == None) throw Nothing();
        using var alone = Lock();
        var before = IsName(line) && File.Exists(AboutOf(line)) ? Read(line).Before : null;
        Point(before);
        return before;
    });

    private static StvgException Nothing() => new("no learned grounder is in use: there is nothing to roll back");

    private static bool IsName(string name) => name.Length is >= 4 and <= 9 && name.All(char.IsAsciiDigit);

    private string AboutOf(string name) => Path.Combine(_folder, $"{name}.json");

    private string? Line()
    {
        try
        {
            return File.ReadAllText(CurrentFile).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // nothing was adopted yet
        }
    }

    private GrounderVersion Read(string name)
    {
        var path = AboutOf(name);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), GrounderVersionJson.Default.GrounderVersion)
                ?? throw new StvgException($"'{path}' is empty: remove it and the grounder beside it");
        }
        catch (JsonException e)
        {
            throw new StvgException($"'{path}' is damaged: remove it and the grounder beside it ({e.Message})", e);
        }
    }

    private FileStream Lock()
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StvgException($"another program adopts or rolls back in '{_folder}' right now: try again", e);
        }
    }

    private void Point(string? name) => WholeFile.Write(CurrentFile, file => file.Write(Encoding.ASCII.GetBytes($"{name ?? None}\n")));

    private T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot use '{_folder}': {e.Message}", e);
        }
    }
}
