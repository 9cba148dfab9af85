using System.Text;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Cameras.Wire;

/// <summary>
/// A street where people come and go, get lost for a moment, or stay so long that they are archived in slices; and what is the same of
/// two updates.
/// </summary>
internal static class Street
{
    private static readonly Lazy<List<CameraUpdate>> s_all = new(() => Play(sparse: false)), s_sparse = new(() => Play(sparse: true));

    /// <summary>Fifty seconds of updates, one for each frame; the last says that everything ended.</summary>
    public static IReadOnlyList<CameraUpdate> All => s_all.Value;

    /// <summary>The same where only some frames are looked at.</summary>
    public static IReadOnlyList<CameraUpdate> Sparse => s_sparse.Value;

    /// <summary>All that one says of objects, but for motion and votes; the same for two that are the same once they are rounded.</summary>
    public static string Text(IEnumerable<SceneObject> objects)
    {
        var text = new StringBuilder();
        foreach (var (tubelet, _, colours, samples) in objects)
        {
            text.Append($"{tubelet.CameraId} {tubelet.Id} {tubelet.ObjectId} {tubelet.Begin} {tubelet.End} {tubelet.FirstSeen} ");
            text.Append($"class {tubelet.Class} boxes");
            foreach (var box in tubelet.Boxes) Append(box);
            text.Append(" scores");
            foreach (var score in tubelet.Scores) text.Append(' ').Append(score > 0 ? Math.Max(1, MathF.Round(score * 255)) : 0);
            text.Append(" colours ").Append(colours.Samples);
            foreach (var share in colours.Shares) text.Append(' ').Append(MathF.Round(share * 255));
            foreach (var sample in samples)
            {
                text.Append(" sample ").Append(sample.Frame).Append(' ').Append(MathF.Round(sample.Weight * 255));
                Append(sample.Box);
                foreach (var share in sample.Shares) text.Append(' ').Append(MathF.Round(share / 255f * 31));
            }

            text.AppendLine();
        }

        return text.ToString();

        void Append(in Box box)
        {
            foreach (var value in (ReadOnlySpan<float>)[box.X, box.Y, box.Width, box.Height]) text.Append(' ').Append(MathF.Round(value * 64));
        }
    }

    /// <summary>What an update says of who is there.</summary>
    public static string Text(CameraUpdate u) =>
        $"{u.CameraId} {u.Frame} {u.FirstFrame} {u.Timeline} {u.Size}\nlive {Text(u.Live)}\nrecent {Text(u.Recent)}";

    private static List<CameraUpdate> Play(bool sparse)
    {
        var footage = new Footage()
            .Walker(150, 170, 0, to: 450, colour: (200, 200, 20)).Walker(10, 20, 2, to: 140, missed: f => f % 50 is >= 20 and < 38);
        for (var i = 0; i < 12; i++)
        {
            var colour = ((byte)(20 * i), (byte)(255 - (15 * i)), (byte)(i * 80 % 256));
            footage.Walker(i % 2 == 0 ? 5 : 290, 95 + (i % 3), i % 2 == 0 ? 3.2f : -3.2f, from: 10 + (38 * i), to: 90 + (38 * i), colour: colour);
        }

        var machine = CameraMachineTests.Machine(sparse, change: o => o with { SliceSeconds = 8, HistorySeconds = 6, RecentSeconds = 5 });
        return [.. footage.Play(machine, 0, 499), machine.Interrupt(500)];
    }
}
