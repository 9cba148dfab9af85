using Stvg.Api.Contracts;

namespace Stvg.Client.Output;

/// <summary>Answers for people.</summary>
internal static class TubePrinter
{
    public static void Print(IReadOnlyList<TubeResponse> tubes)
    {
        var listing = new Listing("score", "camera", "begin", "duration", "object", "tube");
        foreach (var t in tubes) listing.Add(Text.Score(t.Score), Text.Place(t), Text.Begin(t), Text.Duration(t), $"#{t.TubeletId}", t.Id);
        listing.Print();
    }

    public static void Print(TubeResponse t)
    {
        var first = t.Boxes.Count > 0 ? t.Boxes[0] : null;
        Details.Print(
            ("tube", t.Id), ("sentence", t.Query), ("camera", t.Camera), ("video", t.Video), ("score", Text.Score(t.Score)),
            ("object", $"#{t.TubeletId}"),
            ("begin", Text.Begin(t)), ("duration", Text.Duration(t)), ("frames", $"{t.Begin}-{t.End}"),
            ("first box", first is null ? "" : FormattableString.Invariant($"{first.X:0},{first.Y:0} {first.Width:0}x{first.Height:0}")),
            ("evidence", Text.List([.. t.Evidence.Select(e => $"{e.SubQuery} {Text.Score(e.Score)}")], "")));
    }
}
