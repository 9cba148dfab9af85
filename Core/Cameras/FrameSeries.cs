namespace Stvg.Core.Cameras;

/// <summary>One value per frame of a stretch that grows at its end and is forgotten at its beginning.</summary>
internal sealed class FrameSeries<T>
    where T : struct
{
    private const int SmallestCapacity = 64;

    private T[] _items = new T[SmallestCapacity];
    private int _first, _count;

    /// <summary>First frame that is kept.</summary>
    public int Begin { get; private set; }

    /// <summary>Last frame, inclusive; before <see cref="Begin"/> while there is none.</summary>
    public int End => Begin + _count - 1;

    /// <summary>Begins at a frame, with no value yet.</summary>
    public void Start(int frame) => (Begin, _first, _count) = (frame, 0, 0);

    /// <summary>Makes a frame the last: later ones are dropped, and those that are new have the default value.</summary>
    public void SetEnd(int frame)
    {
        var count = frame - Begin + 1;
        if (_first + count > _items.Length) MakeRoom(count);
        if (count > _count) _items.AsSpan(_first + _count, count - _count).Clear();
        _count = count;
    }

    /// <summary>The values from a frame to the end.</summary>
    public Span<T> From(int frame) => _items.AsSpan(_first + frame - Begin, _count - (frame - Begin));

    /// <summary>A copy of the values from a frame to the end.</summary>
    public T[] CopyFrom(int frame)
    {
        var values = From(frame);
        var copy = GC.AllocateUninitializedArray<T>(values.Length);
        values.CopyTo(copy);
        return copy;
    }

    /// <summary>Gives up frames before one.</summary>
    public void Forget(int before)
    {
        var gone = Math.Clamp(before - Begin, 0, _count);
        (Begin, _first, _count) = (Begin + gone, _first + gone, _count - gone);
    }

    /// <summary>Moves everything to the front, into a larger array only when half of this one is in use.</summary>
    private void MakeRoom(int count)
    {
        var items = count > _items.Length / 2 ? new T[Math.Max(2 * count, SmallestCapacity)] : _items;
        _items.AsSpan(_first, _count).CopyTo(items);
        (_items, _first) = (items, 0);
    }
}
