namespace Stvg.Models.Detectors;

/// <summary>What runs a network.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU; needs an ONNX Runtime that was built with CUDA.</summary>
    Cuda,
}
