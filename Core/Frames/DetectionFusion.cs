namespace Stvg.Core.Frames;

/// <summary>
/// Joins detections of one thing under several names. A detector that has never seen a car from above says cell phone a little, suitcase a
/// little and car a little; each alone is too weak to follow, though there is clearly something. Only the name is in doubt.
/// </summary>
/// <remarks>
/// Scores are joined as independent evidence, 1 − Π(1 − s); the box, and the class, is that of the strongest. People are left alone: they are
/// what detectors know best, and a handbag on a shoulder must not make its bearer surer.
/// </remarks>
public sealed class DetectionFusion
{
    private const float SamePlace = 0.6f;
    private const float Heard = 0.15f;
    private const int Voices = 3;

    private Detection[] _sorted = [];
    private float[] _keys = [];
    private bool[] _joined = [];
    private int _count;

    /// <summary>The result of the last <see cref="Join"/>, best first; valid until the next.</summary>
    public ReadOnlySpan<Detection> Detections => _sorted.AsSpan(0, _count);

    /// <summary>Joins one frame's detections. Allocates nothing once its buffers have grown.</summary>
    /// <param name="detections">In any order; boxes in pixels of the original frame.</param>
    public void Join(ReadOnlySpan<Detection> detections)
    {
        var n = detections.Length;
        if (_sorted.Length < n) (_sorted, _keys, _joined) = (new Detection[2 * n], new float[2 * n], new bool[2 * n]);
        Span<Detection> sorted = _sorted.AsSpan(0, n);
        Span<float> keys = _keys.AsSpan(0, n);
        Span<bool> joined = _joined.AsSpan(0, n);
        detections.CopyTo(sorted);
        for (var i = 0; i < n; i++) keys[i] = -sorted[i].Score;
        keys.Sort(sorted);
        joined.Clear();

        _count = 0;
        for (var i = 0; i < n; i++)
        {
            if (joined[i]) continue;
            var best = sorted[i];
            sorted[_count++] = best.Class == CocoClasses.Person ? best : best with { Score = JointScore(i, sorted, joined) };
        }

        for (var i = 0; i < _count; i++) keys[i] = -sorted[i].Score;
        keys[.._count].Sort(sorted[.._count]);
    }

    /// <summary>How likely not all voices for one place are wrong; marks them as joined.</summary>
    private static float JointScore(int first, ReadOnlySpan<Detection> sorted, Span<bool> joined)
    {
        var best = sorted[first];
        var score = best.Score;
        var voices = 1;
        for (var j = first + 1; j < sorted.Length; j++)
        {
            var other = sorted[j];
            if (joined[j] || other.Class == best.Class || other.Class == CocoClasses.Person || best.Box.IoU(other.Box) < SamePlace) continue;
            joined[j] = true;
            if (voices < Voices && other.Score >= Heard)
            {
                score = 1 - ((1 - score) * (1 - other.Score));
                voices++;
            }
        }

        return score;
    }
}
