using Stvg.Core.Frames;

namespace Stvg.Core.Evaluation;

/// <summary>One row of MOT text: a detection, or one frame of a track.</summary>
/// <param name="Frame">Frame number from 1, as MOT files count.</param>
/// <param name="Id">Track identity; <see cref="NoId"/> for detections.</param>
/// <param name="Box">Where, in pixels of the original frame.</param>
/// <param name="Score">Confidence; in ground truth the mark "to be considered", where 0 means that the row is to be left out.</param>
/// <param name="Class">COCO index (<see cref="CocoClasses"/>), or <see cref="AnyClass"/>.</param>
public readonly record struct MotRow(int Frame, int Id, Box Box, float Score, int Class = MotRow.AnyClass)
{
    /// <summary>The id of rows that belong to no track.</summary>
    public const int NoId = -1;

    /// <summary>The class of rows that name none: they pass for any.</summary>
    public const int AnyClass = -1;

    /// <summary>Whether the row is, or may be, of a class; null asks for any.</summary>
    public bool MayBe(int? wanted) => wanted is null || Class == AnyClass || Class == wanted;
}
