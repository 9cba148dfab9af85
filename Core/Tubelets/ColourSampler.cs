using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tubelets;

/// <summary>Decides which objects' colours are looked at on which frame: each object a few times a second, when it is well seen.</summary>
/// <param name="fps">Frames per second of the frames' numbering.</param>
/// <param name="bodies">Looks at people's bodies by their poses; null: parts are found by proportion.</param>
public sealed class ColourSampler(double fps, BodySampler? bodies = null)
{
    private const double PeriodSeconds = 0.4;

    private readonly int _period = Math.Max(1, (int)Math.Round(fps * PeriodSeconds));
    private readonly List<ColourSample> _samples = [];
    private bool[] _chosen = [];
    private long _last = -1;

    /// <summary>Everything sampled so far, in order of frames.</summary>
    public IReadOnlyList<ColourSample> Samples => _samples;

    /// <summary>Looks at the objects that were detected on this frame and are due.</summary>
    /// <param name="frame">The frame, with its picture.</param>
    /// <param name="objects">The tracker's answer for this frame.</param>
    public void Observe(Frame frame, ReadOnlySpan<TrackedObject> objects) => Observe(frame, objects, (_, sample) => _samples.Add(sample));

    /// <summary>
    /// The same for a camera: somebody else keeps the samples, and poses are looked at no oftener than a budget allows. Who waits for a pose
    /// is seen by proportion until the first, and then not until the next: a profile of both kinds fits neither's thresholds.
    /// </summary>
    /// <param name="frame">The frame, with its picture.</param>
    /// <param name="objects">The tracker's answer for this frame.</param>
    /// <param name="turns">Whose pose is looked at; null: nobody's.</param>
    /// <param name="receive">Told the object's id and its sample.</param>
    /// <param name="receiveBody">Told the object's id and what its pose says.</param>
    internal void Observe(
        Frame frame, ReadOnlySpan<TrackedObject> objects, PoseTurns? turns, Action<int, ColourSample> receive, Action<int, BodySample> receiveBody)
    {
        if (turns is null || bodies is null)
        {
            Observe(frame, objects, receive);
            return;
        }

        if (_chosen.Length < objects.Length) _chosen = new bool[2 * objects.Length];
        turns.Choose(frame.Number, objects, _chosen);
        for (var i = 0; i < objects.Length; i++)
        {
            ref readonly var seen = ref objects[i];
            if (seen.DetectionIndex < 0) continue;
            var isPerson = seen.Class is CocoClasses.Person or < 0;
            if (!_chosen[i] && ((isPerson && turns.WasLookedAt(seen.Id)) || !IsDue(frame.Number, seen.Id, _period))) continue;
            var weight = seen.Score * Uncovered(objects, i);
            if (weight <= 0.1f) continue;
            if (_chosen[i] && bodies.LookOnce(frame, seen.Box, weight) is var (body, sample))
            {
                receiveBody(seen.Id, sample);
                receive(seen.Id, ColourSample.Take(frame.Image, frame.ImageScale, (int)frame.Number, body, weight));
            }
            else
            {
                receive(seen.Id, ColourSample.Take(frame.Image, frame.ImageScale, (int)frame.Number, seen.Box, isPerson ? 0.5f * weight : weight));
            }
        }
        _last = frame.Number;
    }

    /// <summary>The same, but somebody else keeps the samples.</summary>
    /// <param name="frame">The frame, with its picture.</param>
    /// <param name="objects">The tracker's answer for this frame.</param>
    /// <param name="receive">Told the object's id and its sample.</param>
    internal void Observe(Frame frame, ReadOnlySpan<TrackedObject> objects, Action<int, ColourSample> receive)
    {
        for (var i = 0; i < objects.Length; i++)
        {
            ref readonly var seen = ref objects[i];
            // A pose costs as much as half a frame's detection: people are looked at less often then, but each look tells more.
            var posed = bodies is not null && seen.Class is CocoClasses.Person or < 0;
            if (seen.DetectionIndex < 0 || !IsDue(frame.Number, seen.Id, posed ? bodies!.Period : _period)) continue;
            var weight = seen.Score * Uncovered(objects, i);
            if (weight <= 0.1f) continue;
            receive(seen.Id, posed && bodies!.Look(frame, seen.Box, weight) is { } body
                ? ColourSample.Take(frame.Image, frame.ImageScale, (int)frame.Number, body, weight)
                : ColourSample.Take(frame.Image, frame.ImageScale, (int)frame.Number, seen.Box, posed ? 0.5f * weight : weight));
        }
        _last = frame.Number;
    }

    /// <summary>
    /// Whether an object's turn has come since the frame before. Turns are spread over the period by identity, so that a crowd does not
    /// fall on one frame; where frames are skipped, the next one that is looked at serves.
    /// </summary>
    private bool IsDue(long frame, int id, int period) => (frame + id) / period != (_last + id) / period;

    /// <summary>The share of a box that no nearer object covers; of two overlapping people the one standing lower is in front.</summary>
    private static float Uncovered(ReadOnlySpan<TrackedObject> objects, int index)
    {
        var box = objects[index].Box;
        var covered = 0f;
        for (var j = 0; j < objects.Length; j++)
            if (j != index && objects[j].Box.Bottom > box.Bottom) covered = MathF.Max(covered, box.ShareInside(objects[j].Box));
        return 1 - covered;
    }
}
