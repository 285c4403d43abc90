"""The article's argument as a table: each claim with its question, what is measured for it, and its verdict's rule."""

from __future__ import annotations

from collections.abc import Mapping

from aevae_desktop.features.article import verdicts
from aevae_desktop.features.article.state import Bar, Claim, Curve, Picture, Role

CHAPTERS = (
    "Compression",
    "The autoencoder and its loss",
    "Its latent space",
    "Linear autoencoder and PCA",
    "The variational autoencoder",
    "The regularised space and random values",
)
_AE, _VAE = Role.AE, Role.VAE
_COMPRESSION, _AUTOENCODER, _SPACE = "Data compression", "Autoencoder", "Latent space visualization"
_VARIATIONAL, _SUMMARY = "Variational autoencoder", "Summary"


def _of(role: Role, measure: str, unit: str = "", **labels: str) -> tuple[Bar, ...]:
    """Figures of one measure of a role, each with its label."""
    return tuple(Bar(role, f"{measure}.{name}", label, unit) for name, label in labels.items())


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "code_small", 1, "A code holds an image in fewer bits", _COMPRESSION,
        "How many times fewer numbers than the image does the code have?",
        ("fewer than ten times", "ten to a hundred times", "more than a hundred times"),
        {_AE: ("model", "size", "bits?")}, verdicts.code_small, Picture.BARS,
        "Numbers and bits of an image, 8 a pixel, beside those of its code, 32 a number; and with how few bits a "
        "number it still keeps more than PCA.",
        ("points", "labels", "prior"),
        short="A code needs fewer bits",
        asks="How many bits does a code need?",
        bars=_of(_AE, "size", "bits", bits_x="an image", bits_z="its code"),
    ),
    Claim(
        "loses", 1, "Fewer numbers keep less of the image", _COMPRESSION,
        "A code of 2 numbers is made one of 4. What happens to the error?",
        ("it stays", "it falls by about a third", "it falls to nearly nothing"),
        {Role.AE_LADDER: ("model", "reconstruction"), Role.VAE_LADDER: ("model", "reconstruction")},
        verdicts.loses, Picture.CURVE,
        "Mean squared error per pixel of test images along each series of models that differ in the size of the code.",
        short="Fewer numbers keep less",
        asks="What do fewer numbers cost?",
        curve=Curve("model.d", "numbers in a code", "squared error", (
            *_of(Role.AE_LADDER, "reconstruction", error="AE", pca="PCA"),
            *_of(Role.VAE_LADDER, "reconstruction", error="VAE"),
        )),
    ),
    Claim(
        "overfit", 1, "Fewer numbers help against over-fitting", _COMPRESSION,
        "A classifier learns from 100 codes. Which codes mislead it more, those with few numbers or those with many?",
        ("few", "many", "both alike"),
        {Role.AE_LADDER: ("model", "overfit")}, verdicts.overfit, Picture.CURVE,
        "A linear classifier is taught by 100 codes; what it gets right on these, less what it gets right on new ones.",
        short="Fewer numbers over-fit less",
        asks="Which codes over-fit?",
        curve=Curve("model.d", "numbers in a code", "lost on new codes", (
            *_of(Role.AE_LADDER, "overfit", "share", gap="AE"),
        )),
    ),
    Claim(
        "blocks", 2, "An encoder goes down to a few numbers, a decoder comes back", _AUTOENCODER,
        "Where in the network are the fewest numbers?",
        ("at the start", "in the middle", "at the end"),
        {_AE: ("model",)}, verdicts.blocks, Picture.DIAGRAM,
        "The sizes of the layers, read from the files of encoder and decoder.",
        short="Down to a few numbers, and back",
        asks="Where are the fewest numbers?",
        bars=_of(_AE, "model", "numbers", pixels="an image", d="its code"),
    ),
    Claim(
        "layers", 2, "How many layers, how wide, how small a code: that is yours to choose", _AUTOENCODER,
        "Must the decoder be the encoder in reverse?",
        ("yes, or it could not undo it", "no, but it often is"),
        {_AE: ("model",), Role.AE_LADDER: ("model",)}, verdicts.layers, Picture.DIAGRAM,
        "The sizes of the layers of encoder and decoder, and the models of the library that differ in them.",
        short="Layers and sizes are yours",
        asks="What is yours to choose?",
    ),
    Claim(
        "gives_back", 2, "It learns to give back the image that came in", _AUTOENCODER,
        "The autoencoder gives back a digit that it has never seen. Can one still read it?",
        ("nearly always", "mostly", "rarely"),
        {_AE: ("model", "reconstruction", "inside?")}, verdicts.gives_back, Picture.BARS,
        "The mean squared error of test images, and how often an independent judge reads the right class off what "
        "comes out.",
        ("points", "labels", "prior"),
        short="It learns to give back its input",
        asks="Does what went in come out?",
        bars=(
            *_of(_AE, "reconstruction", "squared error", error="reconstruction", pca="PCA"),
            *_of(_AE, "inside", "share", own="class is read"),
        ),
    ),
    Claim(
        "unshaped", 3, "Nothing shapes an autoencoder's codes", _SPACE,
        "Whose codes lie more like draws from N(0, I)?",
        ("the autoencoder's", "the VAE's", "both alike"),
        {_AE: ("model", "regular"), _VAE: ("model", "regular")}, verdicts.unshaped, Picture.MAPS,
        "How far a Gaussian that is fitted to the codes is from N(0, I), in nats, beside what chance alone would give.",
        ("points", "prior", "labels"),
        short="Nothing shapes its codes",
        asks="What shapes an AE's codes?",
        bars=(
            *_of(_AE, "regular", "nats", kl="KL to N(0, I)", kl_null="by chance"),
            *_of(_VAE, "regular", "nats", kl="KL to N(0, I)"),
        ),
    ),
    Claim(
        "clusters", 3, "The same digits lie together", _SPACE,
        "Of the ten codes nearest to a code, how many are of the same class?",
        ("one or two", "about half", "nearly all"),
        {_AE: ("model", "clusters")}, verdicts.clusters, Picture.MAPS,
        "The share of the nearest codes, in the whole latent space, whose class is that of the code itself.",
        ("points", "labels"),
        short="The same digits lie together",
        asks="What lies beside a code?",
        bars=_of(_AE, "clusters", "share", agreement="of the same class", shuffled="by chance"),
    ),
    Claim(
        "gaps", 3, "Parts of its space belong to no data", _SPACE,
        "Of the places where one would draw a code, how many lie far from every stored one?",
        ("hardly any", "one in ten", "one in four or more"),
        {_AE: ("model", "gaps")}, verdicts.gaps, Picture.MAPS,
        "Draws from a Gaussian fitted to the codes: the share that fall where no code is, on the map or, with more "
        "than two numbers, farther from every code than nearly all new codes are; beside it the same of codes without "
        "gaps.",
        ("points", "labels"), 16,
        short="Parts belong to no data",
        asks="Is there data everywhere?",
        bars=(
            *_of(_AE, "gaps", "share", mass="where no code is", mass_null="by chance"),
            *_of(_AE, "gaps", "share", off_support="far from every code", off_support_null="by chance"),
        ),
    ),
    Claim(
        "inside", 3, "Inside a cluster lie variations of its digit", _SPACE,
        "A code is drawn in the middle of the 3s. What does it decode to?",
        ("always the same 3", "other 3s", "any digit"),
        {_AE: ("model", "inside")}, verdicts.inside, Picture.SHEETS,
        "Codes half-way between two neighbours of one class are decoded, and an independent judge says what it sees.",
        ("points", "labels"),
        short="Inside a cluster: its digit",
        asks="What lies inside a cluster?",
        bars=_of(_AE, "inside", "share", same="between two of a class", own="at the codes"),
    ),
    Claim(
        "garbage", 3, "A random value gives garbage in an autoencoder, and a digit in a VAE", _SPACE,
        "A code is drawn at random in each model. Who makes a digit of it?",
        ("both", "only the VAE", "neither"),
        {_AE: ("model", "random"), _VAE: ("model", "random")}, verdicts.garbage, Picture.SHEETS,
        "Random codes are decoded, of the autoencoder from a Gaussian fitted to its own codes, which is a fair chance, "
        "of the VAE from N(0, I). The share that an independent judge calls no digit, less the share for the model's "
        "own reconstructions.",
        ("points", "labels"), 16,
        short="A random value gives garbage",
        asks="What does a random code give?",
        bars=(
            *_of(_AE, "random", "share", own="own reconstructions", fair="random codes"),
            *_of(_VAE, "random", "share", own="own reconstructions", fair="random codes"),
        ),
    ),
    Claim(
        "cannot_tell", 3, "Without the data one cannot tell valid codes from others", _SPACE,
        "Somebody has the decoder but no images and no codes. Can they tell which codes decode to digits?",
        ("yes, easily", "a little better than by guessing", "no"),
        {_AE: ("model", "validity")}, verdicts.cannot_tell, Picture.BARS,
        "How often measures that need no data rank a code that decodes to a digit before one that does not (AUC).",
        ("points", "flow"),
        short="Without the data one cannot tell",
        asks="Who can tell a valid code?",
        bars=(
            *_of(_AE, "validity", "share", prior="how unlikely", code_round_trip="code, there and back"),
            *_of(_AE, "validity", "share", image_round_trip="image, there and back", nearest="with the data"),
        ),
    ),
    Claim(
        "compression", 3, "So an autoencoder is for compression, not for making new images", _SPACE,
        "We fit a fine density to the autoencoder's codes and draw from that. Does it now make digits?",
        ("still garbage", "as well as the VAE"),
        {_AE: ("model", "own_prior"), _VAE: ("model", "random")}, verdicts.compression, Picture.SHEETS,
        "Codes drawn from a kernel density of the autoencoder's own codes, beside the VAE's from N(0, I); the judge "
        "as before.",
        ("points", "labels"), 16,
        short="So it is for compression",
        asks="What is an autoencoder good for?",
        bars=(
            *_of(_AE, "own_prior", "share", own="own reconstructions", gaussian="one Gaussian"),
            *_of(_AE, "own_prior", "share", mixture="ten Gaussians", kde="kernel density"),
            *_of(_VAE, "random", "share", fair="N(0, I)"),
        ),
    ),
    Claim(
        "linear_pca", 4, "A linear autoencoder spans the space of PCA", "Linear autoencoder and PCA",
        "A linear autoencoder is trained by many small steps, PCA is solved at once. How do their errors compare?",
        ("they are the same", "PCA's is less", "the autoencoder's is less"),
        {Role.LINEAR: ("model", "linear")}, verdicts.linear_pca, Picture.BARS,
        "The squared error of the linear autoencoder and of PCA with as many numbers, image by image; with original "
        "images also the angle between the decoder's plane and PCA's.",
        ("points", "labels", "prior"),
        short="A linear one finds PCA",
        asks="What does a linear AE find?",
        bars=(
            *_of(Role.LINEAR, "linear", "squared error", error="reconstruction", pca="PCA"),
            *_of(Role.LINEAR, "linear", "degrees", angle="angle"),
        ),
    ),
    Claim(
        "nonlinear", 4, "Networks that are not linear keep more with fewer numbers", "Linear autoencoder and PCA",
        "PCA has as many numbers as this autoencoder's code. How large is the autoencoder's error beside PCA's?",
        ("as large", "about half", "less than a third"),
        {_AE: ("model", "nonlinear")}, verdicts.nonlinear, Picture.BARS,
        "The squared error of test images, beside that of PCA of the same images with as many numbers.",
        ("points", "labels", "prior"),
        short="Non-linear keeps more",
        asks="What do non-linear layers add?",
        bars=_of(_AE, "nonlinear", "squared error", error="reconstruction", pca="PCA"),
    ),
    Claim(
        "distribution", 5, "A VAE's encoder gives a mean and a deviation", _VARIATIONAL,
        "How much of the way the VAE's codes spread comes from the deviation?",
        ("nearly nothing", "about half", "nearly all"),
        {_VAE: ("model", "chance")}, verdicts.distribution, Picture.DIAGRAM,
        "The share of the variance of z that sigma brings in, over all stored codes.",
        ("points", "posteriors"),
        short="It encodes a mean and a deviation",
        asks="What does a VAE's encoder give?",
        bars=_of(_VAE, "chance", "share", sigma_share="share of sigma"),
    ),
    Claim(
        "chance", 5, "The same image twice: the autoencoder repeats itself, the VAE varies", _VARIATIONAL,
        "A digit is encoded and decoded 64 times. How much do the results differ?",
        ("in neither model", "only in the VAE", "in both"),
        {_AE: ("model", "chance"), _VAE: ("model", "chance")}, verdicts.chance, Picture.DIAGRAM,
        "z = mu + sigma × epsilon is drawn 64 times for an image and decoded; the variance per pixel.",
        ("points", "epsilon"),
        short="One repeats itself, one varies",
        asks="One image twice: the same code?",
        bars=(
            *_of(_VAE, "chance", "variance", variance="of 64 images"),
            *_of(_AE, "chance", "variance", variance="of 64 images"),
        ),
    ),
    Claim(
        "trick", 5, "Chance stands in the way of learning; z = mu + sigma × epsilon leads around it", _VARIATIONAL,
        "Without that formula, could one still learn the encoder?",
        ("no, never", "yes, but with much noisier steps", "yes, just as well"),
        {_VAE: ("model", "trick")}, verdicts.trick, Picture.DIAGRAM,
        "The variance of two estimates of the same gradient: through the score function, with and without a baseline, "
        "and through the formula.",
        short="z = mu + sigma × epsilon",
        asks="How does one learn past chance?",
        bars=_of(_VAE, "trick", "times", ratio="without a baseline", ratio_baseline="with one"),
    ),
    Claim(
        "two_losses", 5, "Training balances two losses", _VARIATIONAL,
        "The KL term is made to weigh more. What happens to the reconstructions?",
        ("they get better", "they stay", "they get worse"),
        {Role.BETA_LADDER: ("model", "two_losses")}, verdicts.two_losses, Picture.CURVE,
        "Reconstruction loss and KL, in nats an image, along models that differ in beta alone.",
        short="Two losses in balance",
        asks="What do two losses do together?",
        curve=Curve("model.beta", "beta", "nats an image", (
            *_of(Role.BETA_LADDER, "two_losses", "nats", reconstruction="reconstruction", kl="KL"),
        )),
    ),
    Claim(
        "squared", 5, "The VAE's reconstruction loss is the squared error", _VARIATIONAL,
        "Was the VAE that is open trained with the squared error?",
        ("yes", "no"),
        {_VAE: ("model",)}, verdicts.squared, Picture.BARS,
        "What the bundle says of its training.",
        ("points", "labels", "prior"),
        short="The loss is the squared error",
        asks="Which loss has this VAE?",
    ),
    Claim(
        "normal", 6, "A second loss makes the VAE's codes look like N(0, I)", _VARIATIONAL,
        "Could a classifier tell the VAE's codes from draws from N(0, I)?",
        ("no", "a little", "easily"),
        {_AE: ("model", "regular"), _VAE: ("model", "regular")}, verdicts.normal, Picture.MAPS,
        "The KL of a Gaussian fitted to the codes, and how often a classifier tells codes from draws from N(0, I), "
        "beside what it does between two sets of such draws.",
        ("points", "prior", "labels"),
        short="Its codes look like N(0, I)",
        asks="What do a VAE's codes look like?",
        bars=(
            *_of(_VAE, "regular", "nats", kl="KL to N(0, I)"),
            *_of(_AE, "regular", "nats", kl="KL to N(0, I)"),
            *_of(_VAE, "regular", "share", classifier="told apart", classifier_null="by chance"),
        ),
    ),
    Claim(
        "no_gaps", 6, "The VAE's space has no large gaps", _SPACE,
        "Of the draws from its prior, how many lie far from every code of the VAE?",
        ("no more than chance explains", "some more", "as many as in the autoencoder"),
        {_AE: ("model", "gaps"), _VAE: ("model", "gaps")}, verdicts.no_gaps, Picture.MAPS,
        "As for the autoencoder: prior mass far from every code, beside the same for codes without gaps.",
        ("points", "prior", "empty"), 16,
        short="No large gaps",
        asks="Does a VAE's space have gaps?",
        bars=(
            *_of(_VAE, "gaps", "share", mass="where no code is", mass_null="by chance"),
            *_of(_AE, "gaps", "share", mass="where no code is"),
            *_of(_VAE, "gaps", "share", off_support="far from every code", off_support_null="by chance"),
            *_of(_AE, "gaps", "share", off_support="far from every code"),
        ),
    ),
    Claim(
        "overlap", 6, "In a VAE the clusters overlap", _SPACE,
        "In which model are the classes near a code more mixed?",
        ("the autoencoder", "the VAE", "both alike"),
        {_AE: ("model", "overlap"), _VAE: ("model", "overlap")}, verdicts.overlap, Picture.MAPS,
        "The entropy of the classes among the codes nearest to a code, in nats; 0 where all are of one class.",
        ("points", "classes", "labels"),
        short="The clusters overlap",
        asks="How do a VAE's clusters lie?",
        bars=(
            *_of(_VAE, "overlap", "nats", entropy="mixed by"),
            *_of(_AE, "overlap", "nats", entropy="mixed by"),
            *_of(_VAE, "overlap", "nats", entropy_shuffled="by chance"),
        ),
    ),
    Claim(
        "morphs", 6, "Between two clusters the VAE makes mixtures of both", _SPACE,
        "A code half-way between the 4s and the 9s: what does it decode to?",
        ("a 4, a 9, or something of both", "another digit", "no digit at all"),
        {_VAE: ("model", "morphs")}, verdicts.morphs, Picture.SHEETS,
        "Codes half-way from a code to the nearest one of another class; what an independent judge sees in them.",
        ("points", "labels"),
        short="Between clusters: mixtures",
        asks="What lies between two clusters?",
        bars=_of(_VAE, "morphs", "share", between="both are likeliest", either="one of them", none="no digit"),
    ),
    Claim(
        "smooth", 6, "The VAE's transitions are smooth, the autoencoder's are not", _SUMMARY,
        "Along a line through the space, in which model does the picture jump?",
        ("the autoencoder", "the VAE", "both alike"),
        {_AE: ("model", "smooth"), _VAE: ("model", "smooth")}, verdicts.smooth, Picture.SHEETS,
        "Lines between stored codes in small steps: the largest change of the picture as a multiple of the mean one, "
        "and the share of pictures on the way that the judge calls digits.",
        ("points", "stretch"),
        short="Smooth transitions",
        asks="Where does the picture jump?",
        bars=(
            *_of(_VAE, "smooth", "times", largest="largest step"),
            *_of(_AE, "smooth", "times", largest="largest step"),
            *_of(_VAE, "smooth", "share", accepted="digits on the way"),
            *_of(_AE, "smooth", "share", accepted="digits on the way"),
        ),
    ),
    Claim(
        "random_digit", 6, "A random value gives something meaningful in a VAE", _SUMMARY,
        "Of a hundred codes drawn from N(0, I), how many does the VAE make digits of?",
        ("fewer than half", "most", "nearly all"),
        {_VAE: ("model", "random")}, verdicts.random_digit, Picture.SHEETS,
        "Codes drawn from N(0, I) are decoded; the share that the judge calls no digit, beside the same for the VAE's "
        "own reconstructions.",
        ("points", "labels"), 16,
        short="A random value gives a digit",
        asks="What does a VAE make of N(0, I)?",
        bars=_of(_VAE, "random", "share", own="own reconstructions", fair="random codes"),
    ),
)  # fmt: skip

# Which claim shows each sentence of the article, counted as it stands there.
SENTENCES: Mapping[int, str] = {
    1: "code_small", 2: "overfit", 3: "blocks", 4: "gives_back", 5: "blocks", 6: "layers", 7: "layers",
    8: "gives_back", 9: "loses", 10: "unshaped", 11: "clusters", 12: "gaps", 13: "garbage", 14: "inside",
    15: "cannot_tell", 16: "compression", 17: "linear_pca", 18: "nonlinear", 19: "distribution", 20: "chance",
    21: "chance", 22: "two_losses", 23: "squared", 24: "normal", 25: "trick", 26: "trick", 27: "two_losses",
    28: "normal", 29: "no_gaps", 30: "overlap", 31: "morphs", 32: "smooth", 33: "garbage", 34: "random_digit",
    35: "smooth", 36: "chance", 37: "distribution",
}  # fmt: skip


LAYERS = frozenset(name for claim in CLAIMS for name in claim.layers)  # that any claim names


def claim_named(name: str) -> Claim | None:
    """The claim of that name, None where there is none."""
    return next((claim for claim in CLAIMS if claim.name == name), None)
