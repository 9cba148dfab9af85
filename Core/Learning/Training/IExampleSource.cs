namespace Stvg.Core.Learning.Training;

/// <summary>Where examples come from. Safe for concurrent use, and the same for the same numbers, so that training can be repeated.</summary>
public interface IExampleSource
{
    /// <summary>An example.</summary>
    /// <param name="number">Which; any number gives one.</param>
    /// <param name="mostTubelets">Scenes of at most so many tubelets are wanted (self-paced scene understanding), as far as there are such.</param>
    TrainingExample Take(long number, int mostTubelets);
}
