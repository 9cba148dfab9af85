using Stvg.Core.Services;

namespace Stvg.Embedded.Live;

/// <summary>The last few pictures of answers: a list of alerts asks for the same ones again and again, and each costs an FFmpeg.</summary>
internal sealed class RecentPictures(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Id, int End), LinkedListNode<(string Id, int End, Media Picture)>> _known = [];
    private readonly LinkedList<(string Id, int End, Media Picture)> _recent = new();

    /// <summary>The picture of an answer; null when it is not there. An answer that has grown since has none.</summary>
    public Media? Find(string id, int end)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue((id, end), out var node)) return null;
            _recent.Remove(node);
            _recent.AddFirst(node);
            return node.Value.Picture;
        }
    }

    /// <summary>Keeps a picture; the one that was asked for longest ago goes.</summary>
    public void Keep(string id, int end, Media picture)
    {
        lock (_gate)
        {
            if (_known.ContainsKey((id, end))) return;
            _known[(id, end)] = _recent.AddFirst((id, end, picture));
            if (_known.Count <= most) return;
            var (oldest, oldestEnd, _) = _recent.Last!.Value;
            _recent.RemoveLast();
            _known.Remove((oldest, oldestEnd));
        }
    }
}
