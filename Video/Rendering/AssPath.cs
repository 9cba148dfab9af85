using System.Globalization;
using System.Text;

namespace Stvg.Video.Rendering;

/// <summary>A closed outline in ASS drawing commands, in eighths of a pixel (<c>\p4</c>).</summary>
internal sealed class AssPath
{
    private readonly StringBuilder _commands = new();

    /// <summary>Whether nothing was drawn.</summary>
    public bool IsEmpty => _commands.Length == 0;

    /// <summary>Begins an outline.</summary>
    public AssPath Move(double x, double y) => Add('m', x, y);

    /// <summary>A straight line to a point.</summary>
    public AssPath Line(double x, double y) => Add('l', x, y);

    /// <summary>A rectangle, clockwise.</summary>
    public AssPath Rectangle(double left, double top, double right, double bottom) =>
        Move(left, top).Line(right, top).Line(right, bottom).Line(left, bottom);

    /// <summary>A rectangular frame: the inner outline runs the other way round and so cuts a hole.</summary>
    public AssPath Frame(double left, double top, double right, double bottom, double thickness)
    {
        Rectangle(left, top, right, bottom);
        var (l, t, r, b) = (left + thickness, top + thickness, right - thickness, bottom - thickness);
        return l < r && t < b ? Move(l, t).Line(l, b).Line(r, b).Line(r, t) : this;
    }

    /// <inheritdoc/>
    public override string ToString() => _commands.ToString();

    private AssPath Add(char command, double x, double y)
    {
        if (_commands.Length > 0) _commands.Append(' ');
        _commands.Append(CultureInfo.InvariantCulture, $"{command} {(int)Math.Round(x * 8)} {(int)Math.Round(y * 8)}");
        return this;
    }
}
