using Stvg.Core.Frames;

namespace Stvg.Core.Tracking;

/// <summary>
/// The detections of one track, in blocks that go back to a pool: growing copies nothing, and a limited past costs a fixed memory.
/// </summary>
internal sealed class TrackHistory(TrackHistory.Pool pool)
{
    private readonly List<Observation[]> _blocks = new(pool.BlocksPerTrack);
    private int _first;

    /// <summary>Number of detections kept.</summary>
    public int Count { get; private set; }

    /// <summary>The i-th kept detection, oldest first.</summary>
    public ref readonly Observation this[int i] => ref _blocks[(_first + i) / Pool.BlockLength][(_first + i) % Pool.BlockLength];

    public void Add(in Observation observation)
    {
        var slot = _first + Count;
        if (slot == _blocks.Count * Pool.BlockLength) _blocks.Add(pool.Rent());
        _blocks[slot / Pool.BlockLength][slot % Pool.BlockLength] = observation;
        Count++;
    }

    /// <summary>Adds a detection before the oldest.</summary>
    public void Prepend(in Observation observation)
    {
        if (_first == 0)
        {
            _blocks.Insert(0, pool.Rent());
            _first = Pool.BlockLength;
        }
        _blocks[0][--_first] = observation;
        Count++;
    }

    /// <summary>Gives up whole blocks that are older than a frame, but never the newest.</summary>
    public void Forget(int beforeFrame)
    {
        while (_blocks.Count > 1 && _blocks[0][Pool.BlockLength - 1].Frame < beforeFrame)
        {
            pool.Return(_blocks[0]);
            _blocks.RemoveAt(0);
            Count -= Pool.BlockLength - _first;
            _first = 0;
        }
    }

    public void Clear()
    {
        foreach (var block in _blocks) pool.Return(block);
        _blocks.Clear();
        (_first, Count) = (0, 0);
    }

    /// <summary>A box and a score for every frame from the first detection to the last; between detections interpolated, and 0.</summary>
    public (Box[] Boxes, float[] Scores) Interpolate()
    {
        var begin = this[0].Frame;
        var boxes = new Box[this[Count - 1].Frame - begin + 1];
        var scores = new float[boxes.Length];
        for (var i = 0; i < Count; i++)
        {
            ref readonly var here = ref this[i];
            (boxes[here.Frame - begin], scores[here.Frame - begin]) = (here.Box, here.Score);
            if (i + 1 == Count) break;
            ref readonly var next = ref this[i + 1];
            for (var frame = here.Frame + 1; frame < next.Frame; frame++)
                boxes[frame - begin] = Box.Lerp(here.Box, next.Box, (float)(frame - here.Frame) / (next.Frame - here.Frame));
        }
        return (boxes, scores);
    }

    /// <summary>Blocks that no track uses, shared by the tracks of one tracker.</summary>
    /// <param name="framesPerTrack">How long tracks are expected to become; longer ones cost a few more allocations.</param>
    internal sealed class Pool(int framesPerTrack)
    {
        /// <summary>Detections in a block.</summary>
        public const int BlockLength = 64;

        /// <summary>Blocks that a track expects to need: two are only partly in use.</summary>
        public int BlocksPerTrack { get; } = (framesPerTrack / BlockLength) + 2;

        // Room enough that giving back rarely has to allocate.
        private readonly Stack<Observation[]> _free = new(1024);

        public Observation[] Rent() => _free.TryPop(out var block) ? block : new Observation[BlockLength];

        public void Return(Observation[] block) => _free.Push(block);
    }
}
