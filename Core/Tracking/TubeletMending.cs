using Stvg.Core.Tubelets;

namespace Stvg.Core.Tracking;

/// <summary>
/// The offline pass over a tracker's tubelets, with the knowledge of the whole clip: cuts what was only guessed, splits mixed identities,
/// links what belongs together, drops false alarms and doubles, fills gaps and smooths. For files; live cameras do without.
/// </summary>
/// <example>
/// <code>
/// var tubelets = TubeletMending.Mend(tracker.Finish(), new MendingOptions { FramesPerSecond = 25, FrameSize = new(1920, 1080) });
/// </code>
/// </example>
public static class TubeletMending
{
    /// <summary>Gaps are bridged in rounds, short ones first, each round knowing the motion better than the one before.</summary>
    private const int Rounds = 4;

    /// <summary>Mends the tubelets of one camera.</summary>
    /// <param name="tubelets">Of one camera; not changed.</param>
    /// <param name="options">Settings; frame rate and picture size should be the clip's.</param>
    /// <param name="looks">Frames that the detector looked at, ascending; null when that is not known. Who was not looked for was not lost.</param>
    /// <returns>Tubelets by first frame, numbered from 1: a box on every frame of their life, score 0 where nothing was observed.</returns>
    /// <exception cref="StvgException">An option makes no sense, or a tubelet has other than one score per box.</exception>
    public static IReadOnlyList<Tubelet> Mend(IReadOnlyList<Tubelet> tubelets, MendingOptions options, IReadOnlyList<int>? looks = null)
    {
        ArgumentNullException.ThrowIfNull(tubelets);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        var pieces = new List<TubeletPiece>();
        foreach (var tubelet in tubelets) TubeletPiece.Cut(tubelet, options, looks, pieces);

        var appearance = new PieceLooks(pieces, options);
        pieces = appearance.Split(pieces);
        var linking = new PieceLinking(options, appearance);
        for (var round = 1; round <= Rounds; round++)
            pieces = linking.Link(pieces, options.LongestGapSeconds * MathF.Pow(2, round - Rounds));
        pieces = PieceSelection.Select(pieces, options);

        pieces.Sort(TubeletPiece.ByTime);
        var smoother = new FixedIntervalSmoother(options);
        var mended = new Tubelet[pieces.Count];
        for (var i = 0; i < mended.Length; i++) mended[i] = pieces[i].ToTubelet(i + 1, smoother);
        return mended;
    }
}
