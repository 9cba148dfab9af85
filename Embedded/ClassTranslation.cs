using Stvg.Core.Frames;

namespace Stvg.Embedded;

/// <summary>
/// Gives the detections of any detector COCO's class numbers, which are the language of tracking and grounding; classes that COCO does not
/// have get numbers above its own.
/// </summary>
internal sealed class ClassTranslation
{
    private readonly int[] _coco;
    private Detection[] _translated = [];

    private ClassTranslation(int[] coco) => _coco = coco;

    /// <summary>A translation from a detector's class names, or null where they are COCO's already.</summary>
    public static ClassTranslation? ToCoco(IReadOnlyList<string> names)
    {
        if (names.SequenceEqual(CocoClasses.Names)) return null;
        var next = CocoClasses.Names.Count;
        return new ClassTranslation([.. names.Select(name => CocoClasses.IndexOf(name) is >= 0 and var index ? index : next++)]);
    }

    /// <summary>Names of the classes that COCO does not have, in the order of their numbers.</summary>
    public static IReadOnlyList<string> OwnClasses(IEnumerable<string> names) => [.. names.Where(name => CocoClasses.IndexOf(name) < 0)];

    /// <summary>The same detections with COCO's numbers; valid until the next call.</summary>
    public ReadOnlySpan<Detection> Translate(ReadOnlySpan<Detection> detections)
    {
        if (_translated.Length < detections.Length) _translated = new Detection[2 * detections.Length];
        for (var i = 0; i < detections.Length; i++) _translated[i] = detections[i] with { Class = _coco[detections[i].Class] };
        return _translated.AsSpan(0, detections.Length);
    }
}
