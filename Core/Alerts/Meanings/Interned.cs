namespace Stvg.Core.Alerts.Meanings;

/// <summary>Values that many use, each of them once; forgotten when nobody uses them any more.</summary>
internal sealed class Interned<T> where T : class
{
    private readonly Dictionary<string, (T Value, int Users)> _values = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The value of a key, made when it is the first; to be given back with <see cref="Release"/>.</summary>
    public T Take(string key, Func<T> make)
    {
        var value = _values.TryGetValue(key, out var known) ? known.Value : make();
        _values[key] = (value, known.Users + 1);
        return value;
    }

    /// <summary>One user less. True when it was the last.</summary>
    public bool Release(string key)
    {
        var (value, users) = _values[key];
        if (users > 1)
        {
            _values[key] = (value, users - 1);
            return false;
        }

        _values.Remove(key);
        return true;
    }
}
