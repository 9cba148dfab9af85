using System.Runtime.InteropServices;
using Stvg.Core.Alerts.Meanings;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Alerts.Watching;

/// <summary>
/// What the camera has forgotten of an object with open alerts: a tubelet keeps half a minute of its past, but a tube needs a box on every
/// frame. Kept once per object, not per alert, and only from the first frame that an open alert needs.
/// </summary>
internal sealed class PastFrames(int begin)
{
    private readonly List<Box> _boxes = [];
    private readonly Dictionary<Part, (int Begin, List<float> Scores)> _scores = [];

    /// <summary>First frame.</summary>
    public int Begin { get; private set; } = begin;

    /// <summary>Last frame, inclusive.</summary>
    public int End => Begin + _boxes.Count - 1;

    /// <summary>The box on a frame; on the nearest that is known.</summary>
    public Box BoxAt(int frame) => _boxes[Math.Clamp(frame - Begin, 0, _boxes.Count - 1)];

    /// <summary>Copies what is known of a part's scores.</summary>
    /// <param name="part">The part.</param>
    /// <param name="begin">First frame that is wanted.</param>
    /// <param name="scores">One score a frame, as many as are wanted; left as they are where nobody had asked for the part yet.</param>
    public void CopyScores(Part part, int begin, Span<float> scores)
    {
        if (!_scores.TryGetValue(part, out var kept)) return;
        int from = Math.Max(begin, kept.Begin), count = Math.Min(begin + scores.Length, kept.Begin + kept.Scores.Count) - from;
        if (count > 0) CollectionsMarshal.AsSpan(kept.Scores).Slice(from - kept.Begin, count).CopyTo(scores[(from - begin)..]);
    }

    /// <summary>Keeps the frames of a look that the next look will not have.</summary>
    /// <param name="look">The look that is about to be replaced.</param>
    /// <param name="next">First frame of the next.</param>
    /// <param name="nextBox">The box there: what was seen of the object last moves to it on the frames between.</param>
    /// <param name="parts">Parts whose scores are needed.</param>
    public void Extend(Look look, int next, in Box nextBox, IEnumerable<Part> parts)
    {
        var from = End + 1;
        var (last, lastBox) = (look.End, look.BoxAt(look.End));
        for (var frame = from; frame < next; frame++)
            _boxes.Add(frame <= last ? look.BoxAt(frame) : Box.Lerp(lastBox, nextBox, (frame - last) / (float)(next - last)));

        foreach (var part in parts)
        {
            if (!_scores.TryGetValue(part, out var kept)) _scores[part] = kept = (from, []);
            var known = kept.Scores.Count;
            if (kept.Begin + known >= next) continue;
            CollectionsMarshal.SetCount(kept.Scores, next - kept.Begin);
            var added = CollectionsMarshal.AsSpan(kept.Scores)[known..];
            added.Clear();
            look.CopyScores(part, kept.Begin + known, added);
        }
    }

    /// <summary>Takes what was told of the object in another life; it begins no earlier than what is kept.</summary>
    public void Take(Tube tube, Watch watch)
    {
        if (_boxes.Count > 0) Reach(tube.Begin, tube.Boxes[0]);
        for (var frame = End + 1; frame <= tube.End; frame++) _boxes.Add(tube.Boxes[frame - tube.Begin]);
        foreach (var (id, part) in watch.Evidence)
        {
            if (tube.Evidence.FirstOrDefault(e => e.SubQuery == id) is { } told)
                _scores.TryAdd(watch.Meaning.Parts[part], (tube.Begin, [.. told.PerFrame]));
        }
    }

    /// <summary>Fills the frames before one on which the object is known again.</summary>
    public void Reach(int next, in Box nextBox)
    {
        var (last, lastBox) = (End, _boxes[^1]);
        for (var frame = last + 1; frame < next; frame++) _boxes.Add(Box.Lerp(lastBox, nextBox, (frame - last) / (float)(next - last)));
    }

    /// <summary>Forgets frames that no open alert needs any more; not every time, since everything behind them moves.</summary>
    public void Trim(int needed)
    {
        var surplus = Math.Min(needed - Begin, _boxes.Count - 1);
        if (surplus < 256 || surplus < _boxes.Count / 4) return;
        _boxes.RemoveRange(0, surplus);
        Begin += surplus;
        foreach (var (part, (begin, scores)) in _scores.ToArray())
        {
            var cut = Math.Clamp(Begin - begin, 0, scores.Count);
            if (cut == scores.Count && cut > 0) _scores.Remove(part);
            else
            {
                scores.RemoveRange(0, cut);
                _scores[part] = (begin + cut, scores);
            }
        }
    }
}
