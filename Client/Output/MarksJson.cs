using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;
using Stvg.Embedded;

namespace Stvg.Client.Output;

/// <summary>Which mark is which tubelet (docs/commands.md).</summary>
internal sealed record MarksJson(VideoJson Video, IReadOnlyList<MarkJson> Marks, IReadOnlyList<MarkedFrameJson> Frames)
{
    public static MarksJson Of(ClipAnalysis clip, MarkedClip marked, Func<int, string> file) => new(
        new VideoJson(clip.Path, clip.Size.Width, clip.Size.Height, clip.Fps, clip.FramesDecoded),
        [.. marked.Marks.Select(m => new MarkJson(
            m.Number, m.Tubelet.Id, Category(m.Tubelet), m.Tubelet.Begin, m.Tubelet.End, m.Frequency, Math.Round(m.Area, 1)))],
        [.. marked.Frames.Select(f => new MarkedFrameJson(
            f.Frame, Math.Round(clip.Scene.TimeOf(f.Frame).TotalSeconds, 4), file(f.Frame),
            [.. f.Marks.OrderBy(m => m.Number).Select(m => new PlacedMarkJson(
                m.Number, Round(m.X), Round(m.Y), Round(m.Diameter), Round(m.Box.X), Round(m.Box.Y), Round(m.Box.Width),
                    Round(m.Box.Height)))]))]);

    public static string? Category(Tubelet tubelet) =>
        CocoClasses.NameOf(tubelet.Class);

    private static double Round(float value) => Math.Round(value, 2);
}

/// <summary>A marked object: its number, and how often and how large the kept frames show it.</summary>
internal sealed record MarkJson(int Number, int Tubelet, string? Category, int Begin, int End, int Frequency, double Area);

internal sealed record MarkedFrameJson(int Frame, double Time, string File, IReadOnlyList<PlacedMarkJson> Marks);

/// <summary>Circle (centre, diameter) and box, pixels of the original frame.</summary>
internal sealed record PlacedMarkJson(
    int Number, double CircleX, double CircleY, double Diameter, double X, double Y, double Width, double Height);
