using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras.Wire;

/// <summary>What receivers have of the objects of the latest update, live ones first; found by id.</summary>
internal sealed class KnownObjects
{
    private readonly Dictionary<int, int> _places = [];
    private List<SentObject> _objects = [];

    /// <summary>Nothing is known: everything has to be told whole.</summary>
    public static KnownObjects None { get; } = new();

    public SentObject this[int place] => _objects[place];

    public int Count => _objects.Count;

    /// <summary>The place of what is known of an object, or -1.</summary>
    public int Find(SceneObject seen) => _places.GetValueOrDefault(seen.Tubelet.Id, -1);

    /// <summary>Knows these from now on, and those before no more.</summary>
    public void Replace(List<SentObject> objects)
    {
        _objects = objects;
        _places.Clear();
        for (var i = 0; i < objects.Count; i++) _places.TryAdd(objects[i].Seen.Tubelet.Id, i);
    }
}
