namespace Stvg.Core.Tracking;

/// <summary>Drops pieces that are no objects of their own: too short, scored too low for this clip, or the double of another.</summary>
internal static class PieceSelection
{
    /// <summary>A double lives at least this share of its life beside the other.</summary>
    private const float SharedLife = 0.7f;

    public static List<TubeletPiece> Select(List<TubeletPiece> pieces, MendingOptions options)
    {
        var typical = TypicalScores(pieces);
        var sound = pieces.FindAll(piece =>
            (piece.End - piece.Begin + 1) / options.FramesPerSecond >= options.ShortestSeconds
            && piece.Observations.Count >= options.FewestObservations
            && piece.MeanScore >= options.LeastRelativeScore * typical[ClassFamilies.FamilyOf(piece.Class)]);
        return WithoutDoubles(sound, options.DuplicateOverlap);
    }

    /// <summary>Median of objects' mean scores over all their observations.</summary>
    public static float TypicalScore(List<(float MeanScore, int Observations)> objects)
    {
        objects.Sort();
        var half = objects.Sum(o => (long)o.Observations) / 2;
        var seen = 0L;
        return objects.First(o => (seen += o.Observations) >= half).MeanScore;
    }

    /// <summary>Whether most of a piece lies where a better one is.</summary>
    public static bool IsDouble(TubeletPiece piece, TubeletPiece better, float overlap)
    {
        if (better.End < piece.Begin || better.Begin > piece.End || !ClassFamilies.MayBeSame(piece.Class, better.Class)) return false;
        var shared = 0;
        var sum = 0f;
        foreach (var observation in piece.Observations)
        {
            if (observation.Frame < better.Begin || observation.Frame > better.End) continue;
            shared++;
            sum += observation.Box.IoU(better.BoxAt(observation.Frame));
        }
        return shared > SharedLife * piece.Observations.Count && sum > overlap * shared;
    }

    private static Dictionary<int, float> TypicalScores(List<TubeletPiece> pieces) =>
        pieces.GroupBy(p => ClassFamilies.FamilyOf(p.Class)).ToDictionary(
            family => family.Key, family => TypicalScore([.. family.Select(p => (p.MeanScore, p.Observations.Count))]));

    private static List<TubeletPiece> WithoutDoubles(List<TubeletPiece> pieces, float overlap)
    {
        // The better one stays: more observations, better scored.
        pieces.Sort((a, b) => a.TotalScore != b.TotalScore ? b.TotalScore.CompareTo(a.TotalScore) : TubeletPiece.ByTime(a, b));
        var kept = new List<TubeletPiece>();
        foreach (var piece in pieces)
            if (!kept.Exists(better => IsDouble(piece, better, overlap))) kept.Add(piece);
        return kept;
    }
}
