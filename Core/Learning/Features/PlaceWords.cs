namespace Stvg.Core.Learning.Features;

/// <summary>
/// Words that name a place in the picture or a time in the clip share their vectors with it: "left" is the mean of the left third's
/// coordinate embeddings (language-aligned positional embedding, LLaVA-ST, CVPR 2025).
/// </summary>
internal static class PlaceWords
{
    private const int Third = CoordinateTable.Bins / 3;
    private const int TimeReach = 4;

    private static readonly Dictionary<string, (int First, int Begin, int Length)[]> s_places = new(StringComparer.Ordinal)
    {
        ["left"] = [(CoordinateTable.Width, 0, Third)],
        ["right"] = [(CoordinateTable.Width, CoordinateTable.Bins - Third, Third)],
        ["top"] = [(CoordinateTable.Height, 0, Third)],
        ["upper"] = [(CoordinateTable.Height, 0, Third)],
        ["bottom"] = [(CoordinateTable.Height, CoordinateTable.Bins - Third, Third)],
        ["lower"] = [(CoordinateTable.Height, CoordinateTable.Bins - Third, Third)],
        ["foreground"] = [(CoordinateTable.Height, CoordinateTable.Bins - Third, Third)],
        ["background"] = [(CoordinateTable.Height, 0, Third)],
        ["middle"] = [(CoordinateTable.Width, Third, Third), (CoordinateTable.Height, Third, Third)],
        ["centre"] = [(CoordinateTable.Width, Third, Third), (CoordinateTable.Height, Third, Third)],
        ["center"] = [(CoordinateTable.Width, Third, Third), (CoordinateTable.Height, Third, Third)],
        ["beginning"] = [(CoordinateTable.Time, 0, Third / 2)],
        ["start"] = [(CoordinateTable.Time, 0, Third / 2)],
        ["end"] = [(CoordinateTable.Time, CoordinateTable.Bins - (Third / 2), Third / 2)],
    };

    /// <summary>Adds the shares of what a word names.</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="to"><see cref="TokenShape.Coordinates"/> shares.</param>
    public static void Put(string word, Span<float> to)
    {
        foreach (var (first, begin, length) in s_places.GetValueOrDefault(word, []))
            to.Slice(first + begin, length).Fill(1f / length);
    }

    /// <summary>Adds the shares of a time and what is near it.</summary>
    /// <param name="fraction">Where in the clip; outside [0, 1] its beginning or end.</param>
    /// <param name="to"><see cref="TokenShape.Coordinates"/> shares.</param>
    public static void PutTime(double fraction, Span<float> to)
    {
        var middle = (int)(Math.Clamp(fraction, 0, 1) * (CoordinateTable.Bins - 1));
        int from = Math.Max(0, middle - TimeReach), until = Math.Min(CoordinateTable.Bins - 1, middle + TimeReach);
        to.Slice(CoordinateTable.Time + from, until - from + 1).Fill(1f / (until - from + 1));
    }
}
