import { Button, createTheme, type CSSVariablesResolver, type MantineColorsTuple, NativeSelect, TextInput } from '@mantine/core';
import button from './Button.module.css';
import field from './Field.module.css';

/** The wing, from pale to deep; 7 is the fill in light, 6 in dark. */
const wing: MantineColorsTuple = [
    '#eef6f9',
    '#e3f0f4',
    '#c3dfe8',
    '#9fcbda',
    '#79bdd5',
    '#3c9dbf',
    '#14759a',
    '#0b5f7d',
    '#084a62',
    '#063648',
];

const fields = { input: field.input ?? '', label: field.label ?? '', error: field.error ?? '', description: field.description ?? '' };

/** Components take their colours from `tokens.css`; this only says which parts they are made of. */
export const theme = createTheme({
    colors: { wing },
    primaryColor: 'wing',
    primaryShade: { light: 7, dark: 6 },
    autoContrast: true,
    luminanceThreshold: 0.18,
    fontFamily: 'var(--font)',
    defaultRadius: 8,
    respectReducedMotion: true,
    components: {
        Button: Button.extend({ defaultProps: { variant: 'default' }, classNames: { root: button.root ?? '', label: button.label ?? '' } }),
        TextInput: TextInput.extend({ classNames: fields }),
        NativeSelect: NativeSelect.extend({ classNames: fields }),
    },
});

const surfaces = {
    '--mantine-color-body': 'var(--canvas)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-error': 'var(--bad)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });
