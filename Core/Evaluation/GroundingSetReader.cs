using System.Text.Json;

namespace Stvg.Core.Evaluation;

/// <summary>
/// Reads grounding sets:
/// <code>
/// { "name": "…",
///   "clips": { "c": { "video": "path", "tracks": "path" } },
///   "queries": [ { "id": "q1", "clip": "c", "query": "…", "target": 7, "begin": 120, "end": 300, "tags": ["…"] } ] }
/// </code>
/// Paths are relative to the file; frames are MOT frame numbers, from 1, inclusive; <c>"target": null</c> says that nothing matches.
/// Further fields are passed over.
/// </summary>
public static class GroundingSetReader
{
    /// <summary>Reads a set.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="source">What to call the text in error messages, usually the file's name.</param>
    /// <exception cref="StvgException">The text is not JSON, or something is missing, of the wrong kind or named twice.</exception>
    public static GroundingSet Read(Stream json, string source)
    {
        using var document = JsonText.Parse(json, source);
        var root = new JsonPlace(document.RootElement, source);
        var clips = root.Property("clips").Members().ToDictionary(
            clip => clip.Name, clip => new GroundingClip(clip.Value.Property("video").Text(), clip.Value.Property("tracks").Text()));
        var queries = root.Property("queries").Items().Select(place => ReadQuery(place, clips)).ToArray();
        if (queries.CountBy(query => query.Id).FirstOrDefault(id => id.Value > 1).Key is { } twice)
            throw new StvgException($"{source}: two queries have the id '{twice}'; ids must differ");
        return new GroundingSet(root.Optional("name")?.Text() ?? "", clips, queries);
    }

    /// <summary>Reads a set out of a string.</summary>
    /// <inheritdoc cref="Read(Stream, string)"/>
    public static GroundingSet Read(string json, string source)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        return Read(stream, source);
    }

    private static GroundingQuery ReadQuery(JsonPlace place, Dictionary<string, GroundingClip> clips)
    {
        var clip = place.Property("clip").Text();
        if (!clips.ContainsKey(clip))
            throw place.Property("clip").Wrong($"there is no clip '{clip}' under \"clips\"");
        var tags = place.Optional("tags")?.Items().Select(tag => tag.Text()).Distinct().ToArray() ?? [];
        return new GroundingQuery(place.Property("id").Text(), clip, place.Property("query").Text(), ReadTruth(place), tags);
    }

    private static GroundingTruth? ReadTruth(JsonPlace place)
    {
        // "target" has to be there, so that a forgotten one is not taken for a negative.
        if (place.Property("target").Element.ValueKind == JsonValueKind.Null) return null;
        var truth = new GroundingTruth(place.Property("target").Whole(), place.Property("begin").Whole(), place.Property("end").Whole());
        if (truth.Begin < 1) throw place.Property("begin").Wrong($"frame {truth.Begin}, but frames count from 1");
        if (truth.End < truth.Begin) throw place.Property("end").Wrong($"frame {truth.End} is before \"begin\", {truth.Begin}");
        return truth;
    }
}
