namespace Stvg.Core.Queries.Tables;

/// <summary>What places in the picture mean as edges and as directions.</summary>
internal static class Places
{
    private static readonly Dictionary<string, Direction> s_directions = TableReader.Words<Direction>("""
        Left            : left leftward leftwards
        Right           : right rightward rightwards
        Up              : up upward upwards uphill
        Down            : down downward downwards downhill
        AwayFromCamera  : away
        """);

    /// <summary>Direction of an adverb ("left", "upwards"), or null.</summary>
    public static Direction? Direction(string adverb) => s_directions.TryGetValue(adverb, out var direction) ? direction : null;

    /// <summary>The edge nearest to a place; any for corners, the centre and places in depth.</summary>
    public static PictureEdge Edge(PicturePlace place) => place switch
    {
        PicturePlace.Left or PicturePlace.LeftEdge => PictureEdge.Left,
        PicturePlace.Right or PicturePlace.RightEdge => PictureEdge.Right,
        PicturePlace.Top or PicturePlace.TopEdge => PictureEdge.Top,
        PicturePlace.Bottom or PicturePlace.BottomEdge => PictureEdge.Bottom,
        _ => PictureEdge.Any,
    };

    /// <summary>The way to a place from the centre of the picture; a corner gives two.</summary>
    public static IReadOnlyList<Direction> Directions(PicturePlace to) => Directions(PicturePlace.Centre, to);

    /// <summary>The way away from a place.</summary>
    public static IReadOnlyList<Direction> Opposite(PicturePlace from) => Directions(from, PicturePlace.Centre);

    /// <summary>The way from one place to another.</summary>
    public static IReadOnlyList<Direction> Directions(PicturePlace from, PicturePlace to)
    {
        var (x0, y0, z0) = Coordinates(from);
        var (x1, y1, z1) = Coordinates(to);
        var directions = new List<Direction>();
        if (x1 != x0) directions.Add(x1 < x0 ? Queries.Direction.Left : Queries.Direction.Right);
        if (y1 != y0) directions.Add(y1 < y0 ? Queries.Direction.Up : Queries.Direction.Down);
        if (z1 != z0) directions.Add(z1 < z0 ? Queries.Direction.TowardsCamera : Queries.Direction.AwayFromCamera);
        return directions;
    }

    // x to the right, y down, z away from the camera.
    private static (int X, int Y, int Z) Coordinates(PicturePlace place) => place switch
    {
        PicturePlace.Left or PicturePlace.LeftEdge => (-1, 0, 0),
        PicturePlace.Right or PicturePlace.RightEdge => (1, 0, 0),
        PicturePlace.Top or PicturePlace.TopEdge => (0, -1, 0),
        PicturePlace.Bottom or PicturePlace.BottomEdge => (0, 1, 0),
        PicturePlace.TopLeft => (-1, -1, 0),
        PicturePlace.TopRight => (1, -1, 0),
        PicturePlace.BottomLeft => (-1, 1, 0),
        PicturePlace.BottomRight => (1, 1, 0),
        PicturePlace.NearCamera => (0, 0, -1),
        PicturePlace.FarFromCamera => (0, 0, 1),
        _ => (0, 0, 0),
    };
}
