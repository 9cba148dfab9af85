namespace Stvg.Models.Catalogue;

/// <summary>What a pull is doing.</summary>
/// <param name="Source">The package or file.</param>
/// <param name="Stage">The step that begins now.</param>
/// <param name="Bytes">Size of the download, 0 when not known.</param>
public sealed record PullProgress(string Source, PullStage Stage, long Bytes);

/// <summary>Steps of a pull, in order.</summary>
public enum PullStage
{
    /// <summary>npm fetches the package.</summary>
    Downloading,

    /// <summary>The checksum is compared.</summary>
    Checking,

    /// <summary>The wanted files are taken out of the package.</summary>
    Extracting,

    /// <summary>The files become what the product reads.</summary>
    Importing,
}
