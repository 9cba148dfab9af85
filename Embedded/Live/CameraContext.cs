using Microsoft.Extensions.Logging;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;
using Stvg.Storage;
using Stvg.Video.Live;

namespace Stvg.Embedded.Live;

/// <summary>What all cameras of a server share.</summary>
internal sealed record CameraContext(
    ServerOptions Options, IArchive Archive, InferenceWorker Worker, ModelEntry Detector, QueryDesk Desk, SourcePolicy Policy, ILogger Log);
