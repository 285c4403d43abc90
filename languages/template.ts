<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>article</name>
    <message>
        <source>Diagram, {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>compression</name>
    <message>
        <source>Its mean error on test images with {d} numbers, not rounded: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA&apos;s picture is missing: it needs images, and this model stores none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA&apos;s picture is missing: the images have more than {n:,} numbers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>epochs</name>
    <message>
        <source>The film is painted…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, epoch {epoch:,} of {last:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training as a film: codes and decodes of every epoch, as the maps look now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Film…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the training</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ladders</name>
    <message>
        <source>PCA is not drawn: these bundles do not tell its error. aevae-train columns adds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers in the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same, mean of the test images</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>posterior</name>
    <message>
        <source>The variance of the mean over the images is above 0.01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} uses {n} of the {d} numbers of its code: over the images their means vary.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
