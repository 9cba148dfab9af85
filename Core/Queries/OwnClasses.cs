using System.Collections.Frozen;
using System.Collections.Immutable;
using Stvg.Core.Frames;
using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries;

/// <summary>Classes that a user's model has and COCO has not ("forklift"), found by the nouns of a sentence.</summary>
internal sealed class OwnClasses
{
    private readonly FrozenDictionary<string, string> _byNoun;

    /// <summary>Takes class names as a model's description writes them; those of COCO are no classes of its own.</summary>
    public OwnClasses(IEnumerable<string> names)
    {
        var byNoun = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names.Where(n => CocoClasses.IndexOf(n) < 0))
            foreach (var noun in NounsOf(name)) byNoun.TryAdd(noun, name);
        _byNoun = byNoun.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Only COCO's classes.</summary>
    public static OwnClasses None { get; } = new([]);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _byNoun.Count == 0;

    /// <summary>The class that a noun (singular, lower case) names, or null.</summary>
    public string? Find(string noun) => _byNoun.GetValueOrDefault(noun);

    /// <summary>
    /// What a noun may be detected as. A class of that very name comes before COCO's; classes that are kinds of what the noun says
    /// ("pedestrian" for "man") come after.
    /// </summary>
    /// <param name="noun">Singular, lower case.</param>
    /// <param name="coco">COCO's classes for it, best first.</param>
    /// <param name="cocoOf">The same for any noun.</param>
    public ImmutableArray<string> Among(string noun, ImmutableArray<string> coco, Func<string, ImmutableArray<string>> cocoOf)
    {
        if (Find(noun) is { } own) return [own, .. coco];
        return [.. coco, .. _byNoun.Where(o => cocoOf(o.Key) is [var kind, ..] && coco.Contains(kind)).Select(o => o.Value).Distinct().Order()];
    }

    /// <summary>"Pallet_jacks" is found by "pallet jack" and by "pallet jacks".</summary>
    private static IEnumerable<string> NounsOf(string name)
    {
        var words = name.ToLowerInvariant().Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return [];
        var before = string.Concat(words[..^1].Select(w => w + ' '));
        return Morphology.NounLemmas(words[^1]).Append(words[^1]).Select(last => before + last).Distinct();
    }
}
