namespace Stvg.Core.Evaluation;

/// <summary>The three tasks of LLaVA-ST's benchmark.</summary>
public enum StAlignTask
{
    /// <summary>When and where is the described thing.</summary>
    Stvg,

    /// <summary>Where, for a given period.</summary>
    Svg,

    /// <summary>Given a thing at a moment: until when does its event last, and what is it.</summary>
    Elc,
}

/// <summary>Tasks about clips with their true answers; read with <see cref="StAlignSetReader"/>.</summary>
/// <param name="Name">What the set is called.</param>
/// <param name="Clips">The clips by their name in the set.</param>
/// <param name="Items">The tasks, in the order of the file.</param>
public sealed record StAlignSet(string Name, IReadOnlyDictionary<string, GroundingClip> Clips, IReadOnlyList<StAlignItem> Items);

/// <summary>One task.</summary>
/// <param name="Id">Unique in the set.</param>
/// <param name="Task">Which of the three.</param>
/// <param name="Clip">Name of the clip.</param>
/// <param name="Query">The sentence; empty for <see cref="StAlignTask.Elc"/>.</param>
/// <param name="Truth">Who and when, in the numbers of the MOT file.</param>
/// <param name="Captions">What people say of it; only for <see cref="StAlignTask.Elc"/>.</param>
public sealed record StAlignItem(string Id, StAlignTask Task, string Clip, string Query, GroundingTruth Truth,
    IReadOnlyList<string> Captions);

/// <summary>
/// Reads sets of the three tasks:
/// <code>
/// { "name": "…",
///   "clips": { "c": { "video": "path", "tracks": "path" } },
///   "items": [ { "id": "1", "task": "stvg", "clip": "c", "query": "…", "target": 7, "begin": 120, "end": 300 },
///              { "id": "2", "task": "svg",  "clip": "c", "query": "…", "target": 7, "begin": 120, "end": 300 },
///              { "id": "3", "task": "elc",  "clip": "c", "target": 7, "begin": 120, "end": 300, "captions": ["…"] } ] }
/// </code>
/// Paths are relative to the file; frames are MOT frame numbers, from 1, inclusive. Further fields are passed over.
/// </summary>
public static class StAlignSetReader
{
    /// <summary>Reads a set.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="source">What to call the text in error messages, usually the file's name.</param>
    /// <exception cref="StvgException">The text is not JSON, or something is missing, of the wrong kind or named twice.</exception>
    public static StAlignSet Read(Stream json, string source)
    {
        using var document = JsonText.Parse(json, source);
        var root = new JsonPlace(document.RootElement, source);
        var clips = root.Property("clips").Members().ToDictionary(
            clip => clip.Name, clip => new GroundingClip(clip.Value.Property("video").Text(), clip.Value.Property("tracks").Text()));
        var items = root.Property("items").Items().Select(place => ReadItem(place, clips)).ToArray();
        if (items.CountBy(item => item.Id).FirstOrDefault(id => id.Value > 1).Key is { } twice)
            throw new StvgException($"{source}: two items have the id '{twice}'; ids must differ");
        return new StAlignSet(root.Optional("name")?.Text() ?? "", clips, items);
    }

    private static StAlignItem ReadItem(JsonPlace place, Dictionary<string, GroundingClip> clips)
    {
        var clip = place.Property("clip").Text();
        if (!clips.ContainsKey(clip)) throw place.Property("clip").Wrong($"there is no clip '{clip}' under \"clips\"");
        var task = place.Property("task").Text() switch
        {
            "stvg" => StAlignTask.Stvg,
            "svg" => StAlignTask.Svg,
            "elc" => StAlignTask.Elc,
            var other => throw place.Property("task").Wrong($"'{other}', but tasks are stvg, svg and elc"),
        };
        var truth = new GroundingTruth(place.Property("target").Whole(), place.Property("begin").Whole(), place.Property("end").Whole());
        if (truth.Begin < 1) throw place.Property("begin").Wrong($"frame {truth.Begin}, but frames count from 1");
        if (truth.End < truth.Begin) throw place.Property("end").Wrong($"frame {truth.End} is before \"begin\", {truth.Begin}");
        var query = task == StAlignTask.Elc ? "" : place.Property("query").Text();
        string[] captions = task == StAlignTask.Elc ? [.. place.Property("captions").Items().Select(c => c.Text())] : [];
        if (task == StAlignTask.Elc && captions.Length == 0) throw place.Property("captions").Wrong("is empty");
        return new StAlignItem(place.Property("id").Text(), task, clip, query, truth, captions);
    }
}
