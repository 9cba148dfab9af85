using Stvg.Core.Tubelets;

namespace Stvg.Core.Tracking;

/// <summary>
/// What one track looks like: a running mean for association, and one sample for about every second for the offline pass.
/// When the gallery is full, neighbours are averaged and samples get twice as long, so that it never grows.
/// </summary>
internal sealed class AppearanceGallery(AppearanceGallery.Pool pool)
{
    /// <summary>Most samples of a track.</summary>
    private const int Capacity = 64;

    /// <summary>Looks that the running mean needs before it is compared with strangers.</summary>
    private const int Settled = 4;

    private readonly float[] _mean = new float[pool.Length];
    private readonly List<Sample> _samples = new(Capacity);
    private int _looks;
    private int _stretch;

    /// <summary>The running mean; meaningless before the first look.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Whether there was any look.</summary>
    public bool HasLooks => _looks > 0;

    /// <summary>Whether there were enough looks to learn from.</summary>
    public bool IsSettled => _looks >= Settled;

    /// <summary>Takes in a look.</summary>
    /// <param name="row">Appearance vector.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="framesPerSample">Frames that a fresh sample spans.</param>
    /// <param name="memory">Looks over which the running mean forgets.</param>
    public void Add(ReadOnlySpan<float> row, int frame, int framesPerSample, float memory)
    {
        _looks++;
        var rate = MathF.Max(1f / _looks, 1 / MathF.Max(memory, 1));
        for (var i = 0; i < row.Length; i++) _mean[i] += rate * (row[i] - _mean[i]);

        _stretch = Math.Max(_stretch, framesPerSample);
        if (_samples.Count == 0 || frame - _samples[^1].Begin >= _stretch)
        {
            if (_samples.Count == Capacity) Halve();
            _samples.Add(pool.Rent(frame));
        }
        _samples[^1].Add(row, frame);
    }

    /// <summary>Gives up samples older than a frame.</summary>
    public void Forget(int beforeFrame)
    {
        while (_samples.Count > 0 && _samples[0].End < beforeFrame)
        {
            pool.Return(_samples[0]);
            _samples.RemoveAt(0);
        }
    }

    public void Clear()
    {
        foreach (var sample in _samples) pool.Return(sample);
        _samples.Clear();
        Array.Clear(_mean);
        (_looks, _stretch) = (0, 0);
    }

    public AppearanceSample[] ToSamples()
    {
        var samples = new AppearanceSample[_samples.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            var s = _samples[i];
            samples[i] = new AppearanceSample(s.Begin, s.End, s.Looks, (float[])s.Vector.Clone());
        }
        return samples;
    }

    private void Halve()
    {
        for (var i = 0; i < Capacity / 2; i++)
        {
            var (first, second) = (_samples[2 * i], _samples[(2 * i) + 1]);
            first.Merge(second);
            _samples[i] = first;
            pool.Return(second);
        }
        _samples.RemoveRange(Capacity / 2, Capacity / 2);
        _stretch *= 2;
    }

    /// <summary>Samples that no track uses, shared by the tracks of one tracker.</summary>
    /// <param name="length">Floats per look.</param>
    internal sealed class Pool(int length)
    {
        // Room enough that giving back rarely has to allocate.
        private readonly Stack<Sample> _free = new(length > 0 ? 1024 : 0);

        /// <summary>Floats per look; 0 when the tracker has no appearance.</summary>
        public int Length => length;

        public Sample Rent(int frame)
        {
            var sample = _free.TryPop(out var free) ? free : new Sample(length);
            sample.Reset(frame);
            return sample;
        }

        public void Return(Sample sample) => _free.Push(sample);
    }

    /// <summary>The mean of the looks of a stretch.</summary>
    internal sealed class Sample(int length)
    {
        public readonly float[] Vector = new float[length];
        public int Begin, End, Looks;

        public void Reset(int frame)
        {
            (Begin, End, Looks) = (frame, frame, 0);
            Array.Clear(Vector);
        }

        public void Add(ReadOnlySpan<float> row, int frame)
        {
            Looks++;
            End = frame;
            for (var i = 0; i < row.Length; i++) Vector[i] += (row[i] - Vector[i]) / Looks;
        }

        public void Merge(Sample later)
        {
            var share = (float)later.Looks / (Looks + later.Looks);
            for (var i = 0; i < Vector.Length; i++) Vector[i] += share * (later.Vector[i] - Vector[i]);
            Looks += later.Looks;
            End = later.End;
        }
    }
}
