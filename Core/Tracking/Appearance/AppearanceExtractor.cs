using Stvg.Core.Frames;

namespace Stvg.Core.Tracking.Appearance;

/// <summary>What an appearance row holds.</summary>
public enum AppearanceParts
{
    /// <summary>Colours only (<see cref="ColourStripes"/>): needs no detector that hands out its features.</summary>
    Colour,

    /// <summary>Colours and the detector's early features (<see cref="FeatureStripes"/>): what the engine uses; surer where colours are few, as at night.</summary>
    ColourAndFeatures,
}

/// <summary>
/// Fills one appearance row per detection, for <see cref="Tracker.Update"/>. Rows have unit length, and the cosine of two rows
/// (<see cref="Cosine.Similarity"/>) is the weighted mean of the similarities of their parts.
/// Costs a bounded number of pixels per box, whatever its size, and allocates nothing once warm. Not safe for concurrent use.
/// </summary>
/// <example>
/// <code>
/// var extractor = new AppearanceExtractor();
/// var tracker = new Tracker(new TrackerOptions { AppearanceLength = extractor.Length });
/// tracker.Update((int)frame.Number, detections, extractor.Extract(frame, features, detections));
/// </code>
/// </example>
/// <param name="parts">What rows hold.</param>
/// <param name="minimumScore">Detections scored lower are not looked at, their rows are zero; by default the tracker's low score.</param>
public sealed class AppearanceExtractor(AppearanceParts parts = AppearanceParts.Colour, float minimumScore = 0.3f)
{
    /// <summary>Share of the features in the similarity of rows that hold both parts; best of 1/5, 1/3, 1/2 for gaps of seconds.</summary>
    private const float FeatureShare = 0.2f;

    private float[] _rows = [];

    /// <summary>Floats per row.</summary>
    public int Length { get; } = ColourStripes.Length + (parts == AppearanceParts.ColourAndFeatures ? FeatureStripes.Length : 0);

    /// <summary>Rows for a frame's detections, one after the other; valid until the next call.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="features">The detector's features of the same frame; null leaves that part zero.</param>
    /// <param name="detections">Boxes in pixels of the original frame.</param>
    public ReadOnlySpan<float> Extract(Frame frame, FeatureMap? features, ReadOnlySpan<Detection> detections)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var needed = detections.Length * Length;
        if (_rows.Length < needed) _rows = new float[Math.Max(needed, 2 * _rows.Length)];
        var rows = _rows.AsSpan(0, needed);
        Extract(frame.Image, frame.ImageScale, features, detections, rows);
        return rows;
    }

    /// <summary>Fills rows for a frame's detections.</summary>
    /// <param name="image">The frame's picture.</param>
    /// <param name="imageScale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="features">The detector's features of the same frame; null leaves that part zero.</param>
    /// <param name="detections">Boxes in pixels of the original frame.</param>
    /// <param name="rows">Receives <see cref="Length"/> floats per detection.</param>
    public void Extract(in ImageView image, float imageScale, FeatureMap? features, ReadOnlySpan<Detection> detections, Span<float> rows)
    {
        if (rows.Length < detections.Length * Length)
            throw new ArgumentException($"room for {rows.Length} floats, not for {detections.Length} rows of {Length}", nameof(rows));
        var colourShare = parts == AppearanceParts.ColourAndFeatures ? 1 - FeatureShare : 1;
        for (var i = 0; i < detections.Length; i++)
        {
            var row = rows.Slice(i * Length, Length);
            row.Clear();
            var box = detections[i].Box;
            if (detections[i].Score < minimumScore || !float.IsFinite(box.X + box.Y + box.Width + box.Height)) continue;
            var colour = row[..ColourStripes.Length];
            ColourStripes.Describe(image, imageScale, box, colour);
            Cosine.Normalise(colour, MathF.Sqrt(colourShare));
            if (parts != AppearanceParts.ColourAndFeatures || features is not { } map) continue;
            var feature = row[ColourStripes.Length..];
            FeatureStripes.Describe(map, box, feature);
            Cosine.Normalise(feature, MathF.Sqrt(FeatureShare));
        }
    }
}
